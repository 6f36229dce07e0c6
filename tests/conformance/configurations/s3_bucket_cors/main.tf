resource "aws_s3_bucket" "b" { bucket = "cors-bucket" }
resource "aws_s3_bucket_cors_configuration" "b" {
  bucket                = aws_s3_bucket.b.id
  expected_bucket_owner = "000000000000"
  cors_rule {
    id              = "first"
    allowed_headers = ["*"]
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://example.com", "http://localhost"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}
