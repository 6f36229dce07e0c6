terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true

  # Bucket names stay in the path: mi-data-lake.localhost is no host name.
  s3_use_path_style = true

  # TODO 1: aim the provider at LocalStack, http://localhost:4566, with an endpoints block.
}

# TODO 2: describe the bucket mi-data-lake.
