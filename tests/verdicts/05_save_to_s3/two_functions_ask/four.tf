
data "archive_file" "posicion" {
  type        = "zip"
  source_file = "${path.module}/lambdas/posicion.py"
  output_path = "${path.module}/build/posicion.zip"
}
resource "aws_lambda_function" "posicion" {
  function_name    = "a-iss-posicion"
  filename         = data.archive_file.posicion.output_path
  source_code_hash = data.archive_file.posicion.output_base64sha256
  handler          = "posicion.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.capturar_iss.arn
  timeout          = 15
}
