resource "aws_s3_bucket" "lake" {
  bucket = "mi-data-lake-iss"
}

resource "aws_s3_bucket" "bus" {
  bucket = "mi-data-lake-bus"
}

resource "aws_sqs_queue" "work" {
  name = "work"
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

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

resource "aws_lambda_permission" "lake" {
  statement_id  = "lake"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hello.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.lake.arn
}

resource "aws_s3_bucket_notification" "lake" {
  bucket = aws_s3_bucket.lake.id

  lambda_function {
    id                  = "called"
    lambda_function_arn = aws_lambda_function.hello.arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = "raw/"
    filter_suffix       = ".json"
  }

  queue {
    id            = "removed"
    filter_prefix = "raw/"
    filter_suffix = ".json"
    queue_arn     = aws_sqs_queue.work.arn
    events        = ["s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated"]
  }

  topic {
    id            = "named"
    topic_arn     = aws_sns_topic.orders.arn
    events        = ["s3:ObjectCreated:Put"]
    filter_prefix = "orders/"
    filter_suffix = ".csv"
  }

  depends_on = [aws_lambda_permission.lake]
}

resource "aws_s3_bucket_notification" "bus" {
  bucket      = aws_s3_bucket.other.id
  eventbridge = true
}

resource "aws_s3_bucket" "other" {
  bucket = "mi-data-lake-other"
}
