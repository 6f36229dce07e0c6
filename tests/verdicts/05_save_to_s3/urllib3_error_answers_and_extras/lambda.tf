resource "aws_iam_role" "lambda" {
  name = "lambda-role"

  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Action": "sts:AssumeRole",
      "Principal": {"Service": "lambda.amazonaws.com"},
      "Effect": "Allow"
    }
  ]
}
EOF
}

resource "aws_iam_role_policy" "lambda" {
  name = "lambda-policy"
  role = aws_iam_role.lambda.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:PutObject", Resource = "${aws_s3_bucket.lake.arn}/*" },
      { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.failed.arn },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.lambda.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_sqs_queue" "failed" {
  name                      = "capturas-fallidas"
  message_retention_seconds = 86400
}

data "archive_file" "iss" {
  type        = "zip"
  source_file = "${path.module}/lambdas/capturar_iss.py"
  output_path = "${path.module}/capturar_iss.zip"
}

resource "aws_lambda_function" "iss" {
  function_name    = "capturar-iss"
  filename         = data.archive_file.iss.output_path
  source_code_hash = data.archive_file.iss.output_base64sha256
  handler          = "capturar_iss.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = 10

  dead_letter_config {
    target_arn = aws_sqs_queue.failed.arn
  }

  environment {
    variables = {
      BUCKET = aws_s3_bucket.lake.id
    }
  }
}
