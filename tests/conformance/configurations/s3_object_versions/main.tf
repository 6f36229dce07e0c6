resource "aws_s3_bucket" "b" {
  bucket        = "versions-bucket"
  force_destroy = true
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_kms_key" "k" {}
resource "aws_s3_object" "o" {
  bucket             = aws_s3_bucket_versioning.b.bucket
  key                = "o"
  content            = "one"
  kms_key_id         = aws_kms_key.k.arn
  bucket_key_enabled = true
}
resource "aws_s3_bucket_object" "o" {
  bucket = aws_s3_bucket_versioning.b.bucket
  key    = "old"
  source = "hello.py"
}
data "aws_s3_object" "o" {
  bucket     = aws_s3_object.o.bucket
  key        = aws_s3_object.o.key
  version_id = aws_s3_object.o.version_id
}
data "aws_s3_object" "part" {
  bucket = aws_s3_object.o.bucket
  key    = aws_s3_bucket_object.o.key
  range  = "bytes=0-3"
}
