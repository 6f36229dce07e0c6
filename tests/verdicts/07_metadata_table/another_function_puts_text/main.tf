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

locals {
  functions = toset(["capturar", "registrar"])
}

data "archive_file" "code" {
  for_each = local.functions

  type        = "zip"
  source_file = "${path.module}/lambdas/${each.key}.py"
  output_path = "${path.module}/build/${each.key}.zip"
}

resource "aws_lambda_function" "iss" {
  for_each = local.functions

  function_name    = "${each.key}-iss"
  filename         = data.archive_file.code[each.key].output_path
  source_code_hash = data.archive_file.code[each.key].output_base64sha256
  handler          = "${each.key}.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 10

  environment {
    variables = {
      BUCKET = aws_s3_bucket.data_lake.bucket
      TABLE  = aws_dynamodb_table.capturas_metadata.name
    }
  }
}

resource "aws_lambda_permission" "bucket" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.iss["registrar"].function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.data_lake.arn
}

resource "aws_s3_bucket_notification" "captures" {
  bucket = aws_s3_bucket.data_lake.id

  lambda_function {
    lambda_function_arn = aws_lambda_function.iss["registrar"].arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "raw/iss/"
  }

  depends_on = [aws_lambda_permission.bucket]
}
