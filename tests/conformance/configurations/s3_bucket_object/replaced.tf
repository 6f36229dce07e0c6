resource "aws_s3_bucket" "b" { bucket = "old-objects" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_object" "o" {
  bucket  = aws_s3_bucket_ownership_controls.b.id
  key     = "raw/new.txt"
  content = "bye"
}
