resource "aws_s3_bucket_server_side_encryption_configuration" "v" {
  bucket = "abc"
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES" }
  }
}
