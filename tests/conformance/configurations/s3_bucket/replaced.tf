resource "aws_s3_bucket" "named" {
  bucket = "mi-data-lake-2"
}
resource "aws_s3_bucket" "prefixed" {
  bucket_prefix = "other-"
}
