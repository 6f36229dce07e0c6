terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.4"
    }
  }
}

provider "aws" {
  region     = var.region
  access_key = "test"
  secret_key = "test"

  # LocalStack has no account to look up, and no metadata service.
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  # Bucket names stay in the path: mi-data-lake.localhost is no host name.
  s3_use_path_style = true

  endpoints {
    events = var.localstack_endpoint
    iam    = var.localstack_endpoint
    lambda = var.localstack_endpoint
    logs   = var.localstack_endpoint
    s3     = var.localstack_endpoint
    sts    = var.localstack_endpoint
  }
}
