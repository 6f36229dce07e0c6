resource "aws_s3_bucket_acl" "acl" {
  bucket = "abc"
  acl    = "secret"
}
resource "aws_s3_bucket_acl" "none" {
  bucket = "abc"
}
