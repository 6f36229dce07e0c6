resource "aws_s3_bucket" "b" { bucket = "versioned-bucket" }
resource "aws_s3_bucket" "c" { bucket = "disabled-bucket" }
resource "aws_s3_bucket_versioning" "b" {
  bucket                = aws_s3_bucket.b.id
  expected_bucket_owner = "000000000000"
  versioning_configuration { status = "Suspended" }
}
resource "aws_s3_bucket_versioning" "c" {
  bucket = aws_s3_bucket.c.id
  versioning_configuration { status = "Enabled" }
}
