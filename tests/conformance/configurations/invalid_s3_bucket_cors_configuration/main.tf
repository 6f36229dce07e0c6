resource "aws_s3_bucket_cors_configuration" "v" {
  bucket = "abc"
}
