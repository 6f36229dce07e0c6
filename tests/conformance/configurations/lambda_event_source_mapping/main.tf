resource "aws_iam_role" "hello" {
  name               = "hello"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_lambda_function" "hello" {
  function_name = "hello"
  role          = aws_iam_role.hello.arn
  handler       = "hello.handler"
  runtime       = "python3.11"
  filename      = "hello.zip"
}

resource "aws_sqs_queue" "work" {
  name = "work"
}

resource "aws_sqs_queue" "more" {
  name = "more"
}

resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn = aws_sqs_queue.work.arn
  function_name    = aws_lambda_function.hello.arn
}

resource "aws_lambda_event_source_mapping" "more" {
  event_source_arn                   = aws_sqs_queue.more.arn
  function_name                      = aws_lambda_function.hello.function_name
  batch_size                         = 5
  enabled                            = false
  maximum_batching_window_in_seconds = 20
  function_response_types            = ["ReportBatchItemFailures"]
  tags                               = { course = "orders" }

  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = ["order"] } })
    }
  }

  scaling_config {
    maximum_concurrency = 4
  }
}
