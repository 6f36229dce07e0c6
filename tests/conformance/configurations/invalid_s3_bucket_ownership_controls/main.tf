resource "aws_s3_bucket_ownership_controls" "v" {
  bucket = "abc"
  rule { object_ownership = "Me" }
}
