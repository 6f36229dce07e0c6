resource "aws_iam_role" "hello" {
  name               = "hello"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_lambda_function" "hello" {
  function_name = "hello"
  role          = aws_iam_role.hello.arn
  handler       = "hello.handler"
  runtime       = "python3.11"
  filename      = "hello.zip"
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.hello.function_name
  function_version = "$LATEST"
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  skip_destroy                      = true
  function_name                     = aws_lambda_alias.live.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = 2

  timeouts {
    create = "2m"
    update = "3m"
  }
}
