data "archive_file" "código" {
  type        = "zip"
  source_dir  = "${path.module}/mis funciones ñ"
  output_path = "${path.module}/código.zip"
}

resource "aws_lambda_function" "saludo" {
  function_name    = "hello-lambda"
  description      = "Saluda a quien llama: ¡olé!"
  filename         = data.archive_file.código.output_path
  source_code_hash = data.archive_file.código.output_base64sha256
  handler          = "saludo.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
}
