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

resource "aws_lambda_function_url" "open" {
  function_name      = aws_lambda_function.hello.function_name
  authorization_type = "AWS_IAM"
}

resource "aws_lambda_function_url" "signed" {
  function_name      = aws_lambda_function.hello.arn
  qualifier          = aws_lambda_alias.live.name
  authorization_type = "AWS_IAM"
  invoke_mode        = "BUFFERED"

  cors {
    allow_credentials = true
    allow_origins     = ["https://example.com"]
    allow_methods     = ["*"]
    allow_headers     = ["date"]
    expose_headers    = ["keep-alive"]
    max_age           = 60
  }

  timeouts {
    create = "1m"
  }
}

data "aws_lambda_function_url" "open" {
  function_name = aws_lambda_function_url.open.function_name
}

data "aws_lambda_function_url" "signed" {
  function_name = aws_lambda_function_url.signed.function_name
  qualifier     = aws_lambda_function_url.signed.qualifier
}
