resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "routed"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "other.zip"
  publish       = true
}
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = "1"
  routing_config {
    additional_version_weights = { "2" = 0.5 }
  }
  depends_on = [aws_lambda_function.f]
}
