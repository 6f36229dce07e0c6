provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    iam    = "http://localhost:4566"
    lambda = "http://localhost:4566"
    logs   = "http://localhost:4566"
    s3     = "http://localhost:4566"
  }
}

locals {
  functions = {
    hello-lambda   = { file = "hello", timeout = 3 }
    goodbye-lambda = { file = "goodbye", timeout = 5 }
  }
}

module "function" {
  source   = "./modules/function"
  for_each = local.functions

  name        = each.key
  source_file = "${path.module}/lambdas/${each.value.file}.py"
  timeout     = each.value.timeout
  role        = aws_iam_role.lambda.arn
}

resource "aws_iam_role" "lambda" {
  name = "lambda-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
