
data "archive_file" "registrar" {
  type        = "zip"
  source_file = "${path.module}/lambdas/registrar.py"
  output_path = "${path.module}/build/registrar.zip"
}
resource "aws_lambda_function" "registrar" {
  function_name    = "registrar-iss"
  filename         = data.archive_file.registrar.output_path
  source_code_hash = data.archive_file.registrar.output_base64sha256
  handler          = "registrar.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.capturar_iss.arn
  timeout          = 15
  environment {
    variables = { TABLE = aws_dynamodb_table.capturas.name }
  }
}

resource "aws_s3_bucket_notification" "n" {
  bucket      = aws_s3_bucket.data_lake.id
  eventbridge = true
}
resource "aws_cloudwatch_event_rule" "o" {
  name          = "objetos"
  event_pattern = jsonencode({ source = ["aws.s3"], "detail-type" = ["Object Created"], detail = { bucket = { name = ["mi-data-lake"] } } })
}
resource "aws_cloudwatch_event_target" "o" {
  rule = aws_cloudwatch_event_rule.o.name
  arn  = aws_lambda_function.registrar.arn
}
resource "aws_lambda_permission" "o" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.registrar.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.o.arn
}
