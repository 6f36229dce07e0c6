data "archive_file" "capturar_iss" {
  type        = "zip"
  source_file = "${path.module}/lambdas/capturar_iss.py"
  output_path = "${path.module}/build/capturar_iss.zip"
}

resource "aws_lambda_function" "capturar_iss" {
  function_name    = "capturar-iss"
  description      = "Saves where the ISS is to the data lake."
  filename         = data.archive_file.capturar_iss.output_path
  source_code_hash = data.archive_file.capturar_iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.capturar_iss.arn

  # The code waits five seconds for the API at most; the rest is for starting up and for S3.
  # A run is over long before the next one begins.
  timeout = 15

  environment {
    variables = {
      BUCKET = aws_s3_bucket.data_lake.bucket
    }
  }

  # Log group and permissions are there before the first run.
  depends_on = [aws_cloudwatch_log_group.capturar_iss, aws_iam_role_policy.capturar_iss]
}

resource "aws_cloudwatch_log_group" "capturar_iss" {
  name              = "/aws/lambda/capturar-iss"
  retention_in_days = 14
}
