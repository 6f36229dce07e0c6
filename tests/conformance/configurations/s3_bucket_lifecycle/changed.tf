resource "aws_s3_bucket" "b" { bucket = "aging-bucket" }
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket                = aws_s3_bucket.b.id
  expected_bucket_owner = "000000000000"
  rule {
    id     = "expire"
    status = "Disabled"
    filter { prefix = "other/" }
    expiration { days = 31 }
  }
}
