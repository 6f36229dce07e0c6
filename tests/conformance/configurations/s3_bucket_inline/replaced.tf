resource "aws_s3_bucket" "b" {
  bucket = "old-style-bucket"
  acl    = "private"
}
