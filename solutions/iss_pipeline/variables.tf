variable "region" {
  description = "AWS region, or the one that LocalStack plays."
  type        = string
  default     = "us-east-1"
}

variable "localstack_endpoint" {
  description = "Where LocalStack's gateway listens; null for real AWS."
  type        = string
  default     = "http://localhost:4566"
}

variable "bucket_name" {
  description = "Name of the data lake's bucket; on real AWS it must be new in the whole world."
  type        = string
  default     = "mi-data-lake"
}

variable "keep_captures" {
  description = "Whether a bucket with captures in it refuses to be destroyed."
  type        = bool
  default     = false
}

variable "schedule_expression" {
  description = "When a capture is made."
  type        = string
  default     = "rate(1 minute)"
}
