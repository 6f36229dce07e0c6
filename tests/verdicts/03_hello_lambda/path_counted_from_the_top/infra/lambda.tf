locals {
  code = "lambdas"
}

data "archive_file" "hello" {
  type        = "zip"
  source_dir  = "${local.code}/hello"
  output_path = "../build/hello.zip"
  excludes    = ["**/__pycache__/**"]
}

resource "aws_iam_role" "hello" {
  name               = "hello-lambda"
  assume_role_policy = file("policies/assume_role.json")
}

resource "aws_lambda_function" "hello" {
  function_name    = "hello-lambda"
  filename         = data.archive_file.hello.output_path
  source_code_hash = filebase64sha256(data.archive_file.hello.output_path)
  handler          = "main.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.hello.arn
}
