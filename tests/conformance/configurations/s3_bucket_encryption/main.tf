resource "aws_kms_key" "k" { deletion_window_in_days = 7 }
resource "aws_s3_bucket" "b" { bucket = "kms-bucket" }
resource "aws_s3_bucket" "c" { bucket = "aes-bucket" }
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket                = aws_s3_bucket.b.id
  expected_bucket_owner = "000000000000"
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.k.arn
      sse_algorithm     = "aws:kms"
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "c" {
  bucket = aws_s3_bucket.c.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
