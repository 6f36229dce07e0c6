terraform {
  required_version = ">= 1.5"
}

variable "name" {
  type = string
}

variable "environment" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "There are dev and prod."
  }
}

resource "aws_s3_bucket" "this" {
  bucket        = var.name
  force_destroy = var.environment == "dev"

  tags = {
    Environment = var.environment
  }
}

output "bucket" {
  value = aws_s3_bucket.this.bucket
}
