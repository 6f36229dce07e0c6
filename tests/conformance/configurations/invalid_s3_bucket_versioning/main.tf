resource "aws_s3_bucket_versioning" "v" {
  bucket = "abc"
  versioning_configuration { status = "On" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = ""
  versioning_configuration { status = "Enabled" }
}
