resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "aliased"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "other.zip"
  publish       = true
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "changed"
  function_name    = aws_lambda_function.f.function_name
  function_version = aws_lambda_function.f.version
}
resource "aws_lambda_alias" "latest" {
  name             = "latest"
  function_name    = aws_lambda_function.f.arn
  function_version = "$LATEST"
}
data "aws_lambda_alias" "live" {
  function_name = aws_lambda_function.f.function_name
  name          = aws_lambda_alias.latest.name
}
resource "aws_lambda_function_event_invoke_config" "live" {
  function_name                = aws_lambda_function.f.function_name
  qualifier                    = aws_lambda_alias.latest.name
  maximum_event_age_in_seconds = 60
  maximum_retry_attempts       = 1
}
