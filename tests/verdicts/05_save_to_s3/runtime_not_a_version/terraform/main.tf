terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.80"
    }
    archive = {
      source = "hashicorp/archive"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    iam    = var.localstack
    lambda = var.localstack
    s3     = var.localstack
  }
}

resource "aws_s3_bucket" "lake" {
  bucket = var.bucket
}

resource "aws_iam_role" "lambda" {
  name = "capturar-iss"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

data "archive_file" "capture" {
  type        = "zip"
  source_file = "${path.root}/../src/capture.py"
  output_path = "${path.root}/.build/capture.zip"
}

resource "aws_lambda_function" "capture" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.capture.output_path
  source_code_hash = data.archive_file.capture.output_base64sha256
  handler          = "capture.lambda_handler"
  runtime          = "python3.x"
  role             = aws_iam_role.lambda.arn
  timeout          = 20

  environment {
    variables = {
      LAKE = aws_s3_bucket.lake.bucket
    }
  }
}
