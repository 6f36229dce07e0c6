
data "archive_file" "d" {
  type = "zip"
  source_file = "${path.module}/lambdas/disp.py"
  output_path = "${path.module}/build/disp.zip"
}
resource "aws_lambda_function" "d" {
  function_name = "a-iss-programador"
  filename = data.archive_file.d.output_path
  handler = "disp.handler"
  runtime = "python3.12"
  role = aws_iam_role.capturar_iss.arn
  timeout = 15
  environment {
    variables = { FN = aws_lambda_function.capturar_iss.function_name }
  }
}
