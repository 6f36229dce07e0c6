resource "aws_kms_key" "k" { deletion_window_in_days = 7 }
resource "aws_s3_bucket" "b" { bucket = "kms-bucket" }
resource "aws_s3_bucket" "c" { bucket = "aes-bucket" }
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    bucket_key_enabled = false
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "c" {
  bucket = aws_s3_bucket.c.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
