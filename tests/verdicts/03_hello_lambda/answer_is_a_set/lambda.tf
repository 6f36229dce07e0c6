data "archive_file" "package" {
  type        = "zip"
  source_dir  = "${path.module}/src"
  output_path = "${path.module}/hello.zip"
}

resource "aws_lambda_function" "hello" {
  function_name    = "hello-lambda"
  s3_bucket        = aws_s3_object.package.bucket
  s3_key           = aws_s3_object.package.key
  source_code_hash = data.archive_file.package.output_base64sha256
  handler          = "app.main.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn

  environment {
    variables = {
      GREETING = "Hey"
    }
  }
}
