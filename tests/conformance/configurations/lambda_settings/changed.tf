resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_lambda_function" "f" {
  function_name = "set"
  role          = aws_iam_role.r.arn
  handler       = "hello.other"
  runtime       = "python3.12"
  filename      = "hello.zip"
  publish       = true
  timeout       = 4
  ephemeral_storage { size = 512 }
  logging_config {
    log_format = "Text"
  }
  tracing_config { mode = "PassThrough" }
}
