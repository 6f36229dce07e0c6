resource "aws_s3_bucket" "again" {
  bucket = "mi-data-lake"
}
