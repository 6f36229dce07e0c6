resource "aws_s3_bucket" "both" {
  bucket        = "a-b-c"
  bucket_prefix = "a-b-"
}
resource "aws_s3_bucket" "long" {
  bucket = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}
resource "aws_s3_bucket" "longp" {
  bucket_prefix = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}
resource "aws_s3_bucket" "acl" {
  bucket = "abc"
  acl    = "secret"
}
resource "aws_s3_bucket" "policy" {
  bucket = "abc"
  policy = "{x"
}
