resource "aws_s3_bucket" "b" { bucket = "cors-bucket-2" }
resource "aws_s3_bucket_cors_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  cors_rule {
    allowed_methods = ["HEAD"]
    allowed_origins = ["*"]
  }
}
