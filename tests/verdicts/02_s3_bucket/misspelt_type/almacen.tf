resource "aws_s3_buckets" "lago" {
  bucket = local.name
}

output "lago" {
  value = "s3://${aws_s3_buckets.lago.id}"
}
