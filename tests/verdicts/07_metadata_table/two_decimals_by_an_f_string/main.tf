provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    dynamodb = "http://localhost:4566"
    events   = "http://localhost:4566"
    iam      = "http://localhost:4566"
    lambda   = "http://localhost:4566"
    s3       = "http://localhost:4566"
  }
}

resource "aws_s3_bucket" "data_lake" {
  bucket = "mi-data-lake"
}

resource "aws_dynamodb_table" "captures" {
  name         = "capturas-iss"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"

  attribute {
    name = "capture_id"
    type = "S"
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
  output_path = "${path.module}/capturar_iss.zip"
}

resource "aws_lambda_function" "iss" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.iss.output_path
  source_code_hash = data.archive_file.iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 15

  environment {
    variables = {
      BUCKET = aws_s3_bucket.data_lake.bucket
      TABLE  = aws_dynamodb_table.captures.name
    }
  }
}
