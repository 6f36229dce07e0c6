resource "aws_s3_bucket" "b" { bucket = "versioned-bucket" }
resource "aws_s3_bucket" "c" { bucket = "disabled-bucket" }
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
