resource "aws_s3_bucket" "b" { bucket = "old-objects" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_object" "o" {
  bucket              = aws_s3_bucket_ownership_controls.b.id
  key                 = "raw/old.txt"
  content             = "hello"
  acl                 = "public-read"
  cache_control       = "no-cache"
  content_disposition = "inline"
  content_encoding    = "utf-8"
  content_language    = "es"
  content_type        = "text/plain"
  website_redirect    = "/b"
  storage_class       = "STANDARD_IA"
  metadata            = { origin = "iss" }
  force_destroy       = true
  tags                = { a = "1" }
}
resource "aws_s3_bucket_object" "f" {
  bucket      = aws_s3_bucket_ownership_controls.b.id
  key         = "f"
  source      = "hello.py"
  etag        = filemd5("hello.py")
  source_hash = "x"
}
resource "aws_s3_bucket_object" "b" {
  bucket                 = aws_s3_bucket_ownership_controls.b.id
  key                    = "b"
  content_base64         = "aG9sYQ=="
  server_side_encryption = "AES256"
}
