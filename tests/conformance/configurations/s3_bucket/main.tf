resource "aws_s3_bucket" "named" {
  bucket        = "mi-data-lake"
  force_destroy = true
  tags          = { project = "iss", stage = "dev" }
}
resource "aws_s3_bucket" "prefixed" {
  bucket_prefix = "raw-"
}
resource "aws_s3_bucket" "unnamed" {}
