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

resource "aws_s3_bucket" "data_lake" {
  bucket = "mi-data-lake"
}

resource "aws_iam_role" "lambda" {
  name = "lambda-role"

  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Action": "sts:AssumeRole",
      "Principal": {"Service": "lambda.amazonaws.com"},
      "Effect": "Allow"
    }
  ]
}
EOF
}

resource "aws_lambda_function" "iss" {
  function_name    = "capturar-iss"
  filename         = "${path.module}/dist/package.zip"
  source_code_hash = filebase64sha256("${path.module}/dist/package.zip")
  handler          = "lambda_function.lambda_handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 15
  memory_size      = 256
}
