data "archive_file" "funciones" {
  type        = "zip"
  source_dir  = "lambdas"
  output_path = "funciones.zip"
}

resource "aws_lambda_function" "saludo" {
  function_name    = "hello-lambda"
  filename         = data.archive_file.funciones.output_path
  source_code_hash = filebase64sha256(data.archive_file.funciones.output_path)
  handler          = "saludo.py"
  runtime          = "python3.11"
  role             = aws_iam_role.lambda.arn
  timeout          = 10
  memory_size      = 128
}
