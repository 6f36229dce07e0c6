resource "aws_s3_bucket" "b" { bucket = "old-objects" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_object" "o" {
  bucket  = aws_s3_bucket_ownership_controls.b.id
  key     = "raw/old.txt"
  content = "bye"
}
resource "aws_s3_bucket_object" "f" {
  bucket = aws_s3_bucket_ownership_controls.b.id
  key    = "f"
  source = "hello.py"
}
resource "aws_s3_bucket_object" "b" {
  bucket         = aws_s3_bucket_ownership_controls.b.id
  key            = "b"
  content_base64 = "aG9sYQ=="
  tags           = { a = "b" }
}
