data "archive_file" "lambdas" {
  type        = "zip"
  source_dir  = "${path.module}/lambdas"
  output_path = "${path.module}/lambdas.zip"
  excludes    = ["__pycache__"]
}

resource "aws_lambda_function" "capturar" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.lambdas.output_path
  source_code_hash = data.archive_file.lambdas.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.10"
  role             = aws_iam_role.lambda.arn
  timeout          = 8
}
