resource "aws_s3_bucket" "b" { bucket = "acl-bucket" }
resource "aws_s3_bucket" "c" { bucket = "grants-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "b" {
  bucket                = aws_s3_bucket_ownership_controls.b.id
  acl                   = "private"
  expected_bucket_owner = "000000000000"
}
resource "aws_s3_bucket_ownership_controls" "c" {
  bucket = aws_s3_bucket.c.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "c" {
  bucket = aws_s3_bucket_ownership_controls.c.id
  acl    = "private"
}
