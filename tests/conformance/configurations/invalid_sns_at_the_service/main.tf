resource "aws_sns_topic_policy" "nowhere" {
  arn    = "arn:aws:sns:us-east-1:000000000000:nowhere"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_sns_topic_subscription" "nowhere" {
  topic_arn = "arn:aws:sns:us-east-1:000000000000:nowhere"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:us-east-1:000000000000:q"
}
