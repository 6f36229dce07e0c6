resource "aws_cloudwatch_event_rule" "generated" {
  name                = "given-now"
  schedule_expression = "cron(0 13 * * ? *)"
}

resource "aws_cloudwatch_event_rule" "prefixed" {
  name_prefix         = "pro-"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_rule" "enabled" {
  name_prefix         = "now-"
  schedule_expression = "rate(2 hours)"
}

resource "aws_cloudwatch_event_rule" "pattern" {
  name          = "renamed"
  event_pattern = jsonencode({ source = ["aws.s3"] })
}
