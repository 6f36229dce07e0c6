resource "aws_s3_bucket" "b" {
  bucket = "drifted-bucket"
  tags   = { a = "b" }
}
