resource "aws_s3_bucket" "b" { bucket = "objects-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_object" "text" {
  bucket  = aws_s3_bucket_ownership_controls.b.id
  key     = "raw/a.json"
  content = "[]"
  tags    = { a = "3" }
}
resource "aws_s3_object" "file" {
  bucket = aws_s3_bucket_ownership_controls.b.id
  key    = "code/hello.py"
  source = "hello.zip"
  etag   = filemd5("hello.zip")
}
resource "aws_s3_object" "bytes" {
  bucket         = aws_s3_bucket_ownership_controls.b.id
  key            = "bytes"
  content_base64 = "aG9sYQ=="
  acl            = "private"
  tags           = { only = "tags" }
}
