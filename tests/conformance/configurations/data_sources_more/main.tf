resource "aws_kms_key" "k" {}
data "aws_kms_key" "k" {
  key_id       = aws_kms_key.k.key_id
  grant_tokens = ["token"]
}
resource "aws_s3_bucket" "b" { bucket = "paid-bucket" }
resource "aws_s3_object" "o" {
  bucket  = aws_s3_bucket.b.id
  key     = "o"
  content = "o"
}
data "aws_s3_objects" "o" {
  bucket        = aws_s3_object.o.bucket
  request_payer = "requester"
}
