resource "aws_s3_bucket" "named" {
  bucket = "mi-data-lake"
  tags   = { project = "iss" }
}
resource "aws_s3_bucket" "prefixed" {
  bucket_prefix = "raw-"
  tags          = { a = "b" }
}
resource "aws_s3_bucket" "unnamed" {}
