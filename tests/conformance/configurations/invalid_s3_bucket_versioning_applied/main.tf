resource "aws_s3_bucket_versioning" "gone" {
  bucket = "not-there-bucket"
  versioning_configuration { status = "Enabled" }
}
