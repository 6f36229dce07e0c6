resource "aws_s3_bucket" "lago" {
  bucket = local.name
}

output "lago" {
  value = "s3://${aws_s3_bucket.lago.id}"
}
