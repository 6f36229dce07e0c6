resource "aws_kms_key" "k" {}
resource "aws_s3_bucket" "b" { bucket = "keyed-bucket" }
resource "aws_s3_bucket_object" "o" {
  bucket     = aws_s3_bucket.b.id
  key        = "o"
  content    = "o"
  kms_key_id = aws_kms_key.k.arn
}
