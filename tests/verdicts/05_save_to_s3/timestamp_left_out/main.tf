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

resource "random_id" "suffix" {
  byte_length = 4
}

locals {
  code = "${path.module}/lambdas/capturar_iss.py"
}

resource "aws_s3_bucket" "lake" {
  bucket = "mi-data-lake-${random_id.suffix.hex}"
}

data "archive_file" "code" {
  type                    = "zip"
  source_content          = file(local.code)
  source_content_filename = "handler.py"
  output_path             = "${path.module}/handler.zip"
}

resource "aws_lambda_function" "capture" {
  function_name    = "capture"
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  handler          = "handler.capture"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 10

  environment {
    variables = {
      TARGET = "s3://${aws_s3_bucket.lake.bucket}/raw/iss"
    }
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
