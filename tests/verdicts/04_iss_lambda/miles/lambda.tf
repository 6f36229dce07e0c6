data "archive_file" "iss" {
  type        = "zip"
  source_file = "${path.module}/lambdas/capturar_iss.py"
  output_path = "${path.module}/capturar_iss.zip"
}

resource "aws_lambda_function" "iss" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.iss.output_path
  source_code_hash = data.archive_file.iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  layers           = [aws_lambda_layer_version.requests.arn]
  timeout          = 15
  memory_size      = 256
}
