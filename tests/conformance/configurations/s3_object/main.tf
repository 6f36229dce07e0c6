resource "aws_s3_bucket" "b" { bucket = "objects-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_object" "text" {
  bucket              = aws_s3_bucket_ownership_controls.b.id
  key                 = "raw/a.json"
  content             = "{}"
  content_type        = "application/json"
  cache_control       = "no-cache"
  content_disposition = "inline"
  content_encoding    = "utf-8"
  content_language    = "es"
  website_redirect    = "/b.json"
  storage_class       = "STANDARD_IA"
  metadata            = { origin = "iss" }
  acl                 = "public-read"
  force_destroy       = true
  tags                = { a = "1", b = "2" }
}
resource "aws_s3_object" "file" {
  bucket      = aws_s3_bucket_ownership_controls.b.id
  key         = "code/hello.py"
  source      = "hello.py"
  etag        = filemd5("hello.py")
  source_hash = filemd5("hello.py")
}
resource "aws_s3_object" "bytes" {
  bucket                 = aws_s3_bucket_ownership_controls.b.id
  key                    = "bytes"
  content_base64         = "aG9sYQ=="
  server_side_encryption = "AES256"
  checksum_algorithm     = "SHA256"
}
data "aws_s3_object" "text" {
  bucket = aws_s3_bucket_ownership_controls.b.id
  key    = aws_s3_object.text.key
}
data "aws_s3_object" "bytes" {
  bucket        = aws_s3_bucket_ownership_controls.b.id
  key           = aws_s3_object.bytes.key
  checksum_mode = "ENABLED"
}
data "aws_s3_objects" "b" {
  bucket     = aws_s3_bucket_ownership_controls.b.id
  depends_on = [aws_s3_object.text, aws_s3_object.file, aws_s3_object.bytes]
}
data "aws_s3_objects" "some" {
  bucket        = aws_s3_bucket_ownership_controls.b.id
  prefix        = "raw/"
  max_keys      = 1
  fetch_owner   = true
  start_after   = "raw/A"
  encoding_type = "url"
  depends_on    = [aws_s3_object.text, aws_s3_object.file, aws_s3_object.bytes]
}
data "aws_s3_objects" "folders" {
  bucket     = aws_s3_bucket_ownership_controls.b.id
  delimiter  = "/"
  depends_on = [aws_s3_object.text, aws_s3_object.file, aws_s3_object.bytes]
}
data "aws_s3_bucket" "b" { bucket = aws_s3_bucket.b.bucket }
