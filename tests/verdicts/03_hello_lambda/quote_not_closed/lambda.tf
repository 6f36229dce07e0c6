data "archive_file" "hello" {
  type        = "zip"
  source_file = "${path.module}/lambdas/hello.py"
  output_path = "${path.module}/build/hello.zip"
}

resource "aws_lambda_function" "hello" {
  function_name    = "hello-lambda"
  description      = "Greets whoever the event names."
  filename         = data.archive_file.hello.output_path
  source_code_hash = data.archive_file.hello.output_base64sha256
  handler          = "hello.handler
  runtime          = "python3.12"
  role             = aws_iam_role.hello.arn
}

resource "aws_cloudwatch_log_group" "hello" {
  name              = "/aws/lambda/hello-lambda"
  retention_in_days = 14
}
