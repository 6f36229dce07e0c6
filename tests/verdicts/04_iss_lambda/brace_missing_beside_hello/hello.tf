data "archive_file" "hello" {
  type        = "zip"
  source_file = "${path.module}/lambdas/hello.py"
  output_path = "${path.module}/build/hello.zip"
}

resource "aws_lambda_function" "hello" {
  function_name    = "hello-lambda"
  filename         = data.archive_file.hello.output_path
  source_code_hash = data.archive_file.hello.output_base64sha256
  handler          = "hello.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.capturar_iss.arn
}
