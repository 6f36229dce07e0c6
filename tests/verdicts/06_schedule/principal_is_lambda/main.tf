provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    events = "http://localhost:4566"
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
  runtime          = "python3.11"
  role             = aws_iam_role.lambda.arn
  timeout          = 30

  environment {
    variables = {
      BUCKET_NAME = aws_s3_bucket.data_lake.id
    }
  }
}

resource "aws_cloudwatch_event_rule" "cada_minuto" {
  name                = "captura-iss-schedule"
  description         = "Ejecuta la Lambda cada minuto"
  schedule_expression = "cron(* * * * ? *)"
}

resource "aws_cloudwatch_event_target" "lambda" {
  rule = aws_cloudwatch_event_rule.cada_minuto.name
  arn  = aws_lambda_function.iss.arn
}

resource "aws_lambda_permission" "allow_eventbridge" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.iss.function_name
  principal     = "lambda.amazonaws.com"
}
