resource "aws_s3_bucket" "b" { bucket = "acl-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket_ownership_controls.b.id
  acl    = "private"
}
