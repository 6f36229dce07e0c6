provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    scheduler = "http://localhost:4566"
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
  source_file = "${path.module}/src/index.py"
  output_path = "${path.module}/index.zip"
}

resource "aws_lambda_function" "iss" {
  function_name    = "iss"
  filename         = data.archive_file.iss.output_path
  source_code_hash = data.archive_file.iss.output_base64sha256
  handler          = "index.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 20

  environment {
    variables = {
      S3_ENDPOINT = "http://localhost.localstack.cloud:4566"
      LAKE        = aws_s3_bucket.data_lake.bucket
    }
  }
}

resource "aws_scheduler_schedule_group" "capturas" {
  name = "capturas"
}

resource "aws_iam_role" "scheduler" {
  name_prefix = "scheduler-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = ["scheduler.amazonaws.com"] }
      Condition = { ArnLike = { "aws:SourceArn" = aws_scheduler_schedule_group.capturas.arn } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "scheduler" {
  role       = aws_iam_role.scheduler.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaRole"
}

resource "aws_scheduler_schedule" "capturas" {
  name_prefix                  = "capturas-"
  group_name                   = aws_scheduler_schedule_group.capturas.name
  schedule_expression          = "cron(*/1 * ? * MON-FRI *)"
  schedule_expression_timezone = "America/Lima"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.iss.arn
    role_arn = aws_iam_role.scheduler.arn

    retry_policy {
      maximum_retry_attempts = 0
    }
  }
}
