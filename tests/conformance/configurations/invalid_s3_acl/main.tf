resource "aws_s3_bucket" "inline" {
  bucket = "inline-bucket"
  acl    = "public-read"
}
resource "aws_s3_bucket" "b" { bucket = "acl-bucket" }
resource "aws_s3_bucket_acl" "b" {
  bucket = aws_s3_bucket.b.id
  acl    = "public-read"
}
resource "aws_s3_object" "o" {
  bucket  = aws_s3_bucket.b.id
  key     = "o"
  content = "o"
  acl     = "public-read"
}
