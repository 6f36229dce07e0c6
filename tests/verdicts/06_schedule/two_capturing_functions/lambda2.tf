
resource "aws_lambda_function" "programada" {
  function_name    = "x-programada"
  filename         = data.archive_file.capturar_iss.output_path
  source_code_hash = data.archive_file.capturar_iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.capturar_iss.arn
  timeout = 15
  environment {
    variables = {
      BUCKET = aws_s3_bucket.data_lake.bucket
    }
  }
}
