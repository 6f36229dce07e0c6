resource "aws_s3_bucket" "b" { bucket = "objects-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_object" "text" {
  bucket  = aws_s3_bucket_ownership_controls.b.id
  key     = "raw/b.json"
  content = "[]"
}
