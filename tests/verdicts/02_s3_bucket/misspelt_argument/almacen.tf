resource "aws_s3_bucket" "lago" {
  bucket_name = local.name
}

output "lago" {
  value = "s3://${aws_s3_bucket.lago.id}"
}
