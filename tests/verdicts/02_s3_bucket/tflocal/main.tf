provider "aws" {
  region = "us-east-1"
}

variable "bucket" {
  default = "mi-data-lake"
}

resource "aws_s3_bucket" "data_lake" {
  bucket = var.bucket
}
