variable "name" {}

resource "aws_s3_bucket" "lake" {
  bucket_prefix = null
  bucket        = var.name
}

resource "aws_s3_bucket_public_access_block" "lake" {
  bucket                  = aws_s3_bucket.lake.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "name" {
  value = aws_s3_bucket.lake.id
}
