
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

resource "aws_sqs_queue" "q" {
  name = "capturas"
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sqs:SendMessage", Resource = aws_sqs_queue.q.arn }] })
}
resource "aws_s3_bucket_notification" "n" {
  bucket = aws_s3_bucket.data_lake.id
  queue {
    queue_arn = aws_sqs_queue.q.arn
    events    = ["s3:ObjectCreated:*"]
  }
  depends_on = [aws_sqs_queue_policy.q]
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = aws_lambda_function.registrar.arn
  batch_size       = 1
}
