resource "aws_sns_topic" "plain" {
  name = "plain"
}

resource "aws_sns_topic" "prefixed" {
  name_prefix = "pre-"
}

resource "aws_sns_topic" "settings" {
  name                                     = "settings"
  display_name                             = "Set"
  kms_master_key_id                        = "alias/other"
  signature_version                        = 1
  tracing_config                           = "PassThrough"
  tags                                     = { year = "2031" }
  application_failure_feedback_role_arn    = "arn:aws:iam::000000000000:role/feedback"
  application_success_feedback_role_arn    = "arn:aws:iam::000000000000:role/feedback"
  application_success_feedback_sample_rate = 10
  firehose_failure_feedback_role_arn       = "arn:aws:iam::000000000000:role/feedback"
  firehose_success_feedback_role_arn       = "arn:aws:iam::000000000000:role/feedback"
  firehose_success_feedback_sample_rate    = 20
  http_failure_feedback_role_arn           = "arn:aws:iam::000000000000:role/feedback"
  http_success_feedback_role_arn           = "arn:aws:iam::000000000000:role/feedback"
  http_success_feedback_sample_rate        = 30
  lambda_failure_feedback_role_arn         = "arn:aws:iam::000000000000:role/feedback"
  lambda_success_feedback_role_arn         = "arn:aws:iam::000000000000:role/feedback"
  lambda_success_feedback_sample_rate      = 40
  sqs_failure_feedback_role_arn            = "arn:aws:iam::000000000000:role/feedback"
  sqs_success_feedback_role_arn            = "arn:aws:iam::000000000000:role/feedback"
  sqs_success_feedback_sample_rate         = 60

  delivery_policy = jsonencode({
    http = {
      defaultHealthyRetryPolicy = {
        minDelayTarget = 20
        maxDelayTarget = 20
        numRetries     = 4
      }
    }
  })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "publish"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:us-east-1:000000000000:settings"
    }]
  })
}

resource "aws_sns_topic" "ordered" {
  name                        = "ordered.fifo"
  fifo_topic                  = true
  content_based_deduplication = false
  fifo_throughput_scope       = "Topic"
  archive_policy              = jsonencode({ MessageRetentionPeriod = 30 })
}

resource "aws_sns_topic" "allowed" {
  name = "allowed"
}

resource "aws_sns_topic_policy" "allowed" {
  arn = aws_sns_topic.allowed.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.allowed.arn
    }]
  })
}

data "aws_sns_topic" "plain" {
  name = aws_sns_topic.plain.name
}
