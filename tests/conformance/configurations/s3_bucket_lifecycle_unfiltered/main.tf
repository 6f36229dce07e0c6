resource "aws_s3_bucket" "b" { bucket = "unfiltered-bucket" }
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "all"
    status = "Enabled"
    noncurrent_version_expiration { noncurrent_days = 5 }
    abort_incomplete_multipart_upload { days_after_initiation = 2 }
  }
}
