variable "name" {}

resource "aws_s3_bucket" "lake" {
  bucket = var.name
}

output "name" {
  value = aws_s3_bucket.lake.id
}
