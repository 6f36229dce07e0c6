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

resource "aws_dynamodb_table" "capturas_metadata" {
  name         = "capturas-iss"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"

  attribute {
    name = "capture_id"
    type = "S"
  }
}

resource "aws_lambda_function" "capturar_iss" {
  filename         = "lambdas/capturar_iss.zip"
  function_name    = "capturar-iss"
  role             = "arn:aws:iam::000000000000:role/lambda-role"
  handler          = "capturar_iss.handler"
  runtime          = "python3.9"
  timeout          = 30
  source_code_hash = filebase64sha256("lambdas/capturar_iss.zip")
}
