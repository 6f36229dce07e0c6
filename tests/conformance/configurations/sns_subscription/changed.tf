resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "work" {
  name = "work"
}

resource "aws_sns_topic_subscription" "queue" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.work.arn
}

resource "aws_sns_topic_subscription" "filtered" {
  topic_arn           = aws_sns_topic.orders.arn
  protocol            = "lambda"
  endpoint            = "arn:aws:lambda:us-east-1:000000000000:function:hello"
  filter_policy       = jsonencode({ kind = ["refund"] })
  filter_policy_scope = "MessageAttributes"
  redrive_policy      = jsonencode({ deadLetterTargetArn = aws_sqs_queue.work.arn })
}

resource "aws_sns_topic_subscription" "raw" {
  confirmation_timeout_in_minutes = 2
  endpoint_auto_confirms          = true
  topic_arn                       = aws_sns_topic.orders.arn
  protocol                        = "sqs"
  endpoint                        = "arn:aws:sqs:us-east-1:000000000000:raw"
  raw_message_delivery            = false
}
