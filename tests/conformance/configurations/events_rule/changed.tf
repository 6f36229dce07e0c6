resource "aws_cloudwatch_event_rule" "generated" {
  schedule_expression = "cron(0 13 * * ? *)"
}

resource "aws_cloudwatch_event_rule" "prefixed" {
  name_prefix         = "pre-"
  schedule_expression = "rate(1 hour)"
}

resource "aws_cloudwatch_event_rule" "enabled" {
  name                = "enabled"
  description         = "each two hours"
  schedule_expression = "rate(2 hours)"
  is_enabled          = false
  role_arn            = "arn:aws:iam::000000000000:role/other"
  tags                = { course = "orders", year = "2031" }
}

resource "aws_cloudwatch_event_rule" "pattern" {
  name          = "pattern"
  description   = "the same pattern, written otherwise"
  event_pattern = jsonencode({ "detail-type" = ["Object Created"], source = ["aws.s3", "b<c"] })
}

resource "aws_cloudwatch_event_rule" "both" {
  name          = "both"
  event_pattern = jsonencode({ source = ["y"] })
}

resource "aws_cloudwatch_event_rule" "on_default" {
  name          = "on-default"
  event_pattern = jsonencode({ source = ["x"] })
  state         = "ENABLED"
}
