resource "aws_s3_bucket" "b" { bucket = "aging-bucket" }
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter { prefix = "old/" }
    expiration { days = 31 }
  }
}
