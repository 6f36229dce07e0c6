variable "region" {
  description = "AWS region that LocalStack plays."
  type        = string
  default     = "us-east-1"
}

variable "localstack_endpoint" {
  description = "Where LocalStack's gateway listens."
  type        = string
  default     = "http://localhost:4566"
}

variable "bucket_name" {
  description = "Name of the data lake's bucket."
  type        = string
  default     = "mi-data-lake"
}
