resource "aws_s3_bucket" "b" { bucket = "cors-bucket" }
resource "aws_s3_bucket_cors_configuration" "b" {
  bucket                = aws_s3_bucket.b.id
  expected_bucket_owner = "000000000000"
  cors_rule {
    allowed_methods = ["HEAD"]
    allowed_origins = ["*"]
  }
}
