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

locals {
  # Everything that is only for LocalStack hangs on this one decision.
  is_local = var.localstack_endpoint != null
}

provider "aws" {
  region     = var.region
  access_key = local.is_local ? "test" : null
  secret_key = local.is_local ? "test" : null

  # LocalStack has no account to look up, and no metadata service.
  skip_credentials_validation = local.is_local
  skip_metadata_api_check     = local.is_local
  skip_requesting_account_id  = local.is_local

  # Bucket names stay in the path: mi-data-lake.localhost is no host name.
  s3_use_path_style = local.is_local

  dynamic "endpoints" {
    for_each = local.is_local ? [var.localstack_endpoint] : []

    content {
      dynamodb = endpoints.value
      events   = endpoints.value
      iam      = endpoints.value
      lambda   = endpoints.value
      logs     = endpoints.value
      s3       = endpoints.value
      sts      = endpoints.value
    }
  }

  default_tags {
    tags = { Project = "iss-pipeline" }
  }
}
