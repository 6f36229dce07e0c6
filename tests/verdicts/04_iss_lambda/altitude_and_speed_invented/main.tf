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
  prefix = "capturar"
  lambda = {
    name    = "${local.prefix}-iss"
    timeout = 3 * 4
    env     = { API_URL = "https://api.wheretheiss.at/v1/satellites/25544", TIMEOUT = "6" }
  }
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

data "archive_file" "iss" {
  type        = "zip"
  source_file = "${path.module}/lambdas/capturar_iss.py"
  output_path = "${path.module}/build.zip"
}

resource "aws_lambda_function" "iss" {
  function_name    = local.lambda.name
  filename         = data.archive_file.iss.output_path
  source_code_hash = data.archive_file.iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = local.lambda.timeout

  dynamic "environment" {
    for_each = length(local.lambda.env) > 0 ? [local.lambda.env] : []

    content {
      variables = environment.value
    }
  }
}
