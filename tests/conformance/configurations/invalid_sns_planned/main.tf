resource "aws_sns_topic" "blank" {
  name = "a b"
}

resource "aws_sns_topic" "not_fifo" {
  name       = "plain"
  fifo_topic = true
}

resource "aws_sns_topic" "fifo" {
  name = "plain.fifo"
}

resource "aws_sns_topic" "deduplication" {
  name                        = "dedup"
  content_based_deduplication = true
}

resource "aws_sns_topic" "archive" {
  name           = "archive"
  archive_policy = jsonencode({ MessageRetentionPeriod = 30 })
}

resource "aws_sns_topic_subscription" "firehose" {
  topic_arn = "arn:aws:sns:us-east-1:000000000000:t"
  protocol  = "firehose"
  endpoint  = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d"
}

resource "aws_sns_topic_subscription" "scope" {
  topic_arn           = "arn:aws:sns:us-east-1:000000000000:t"
  protocol            = "sqs"
  endpoint            = "arn:aws:sqs:us-east-1:000000000000:q"
  filter_policy_scope = "MessageBody"
}
