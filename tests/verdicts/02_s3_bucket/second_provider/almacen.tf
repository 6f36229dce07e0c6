resource "aws_s3_bucket" "lago" {
  bucket = local.name
}

provider "aws" {
  region = "eu-west-1"
}

output "lago" {
  value = "s3://${aws_s3_bucket.lago.id}"
}
