data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "hello" {
  name               = "hello"
  assume_role_policy = data.aws_iam_policy_document.trust.json
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

resource "aws_cloudwatch_event_rule" "minute" {
  name                = "each-minute"
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "hello" {
  rule      = aws_cloudwatch_event_rule.minute.name
  arn       = aws_lambda_function.hello.arn
  target_id = "hello"
}

resource "aws_lambda_permission" "minute" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hello.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.minute.arn
}

resource "aws_lambda_permission" "everything" {
  statement_id           = "all"
  action                 = "lambda:InvokeFunctionUrl"
  function_name          = aws_lambda_function.hello.arn
  principal              = "*"
  principal_org_id       = "o-1234567890"
  function_url_auth_type = "AWS_IAM"
  depends_on             = [aws_lambda_permission.minute]
}

resource "aws_lambda_permission" "bucket" {
  statement_id       = "bucket"
  action             = "lambda:InvokeFunction"
  function_name      = "hello"
  principal          = "s3.amazonaws.com"
  source_account     = "000000000000"
  source_arn         = "arn:aws:s3:::any"
  event_source_token = "token"
  depends_on         = [aws_lambda_permission.everything]
}

resource "aws_lambda_permission" "account" {
  statement_id  = "account"
  action        = "lambda:*"
  function_name = aws_lambda_function.hello.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "arn:aws:iam::111122223333:root"
  depends_on    = [aws_lambda_permission.bucket]
}
