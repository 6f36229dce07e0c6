resource "aws_cloudwatch_event_rule" "generated" {
  schedule_expression = "cron(0 12 * * ? *)"
}

resource "aws_cloudwatch_event_rule" "prefixed" {
  name_prefix         = "pre-"
  schedule_expression = "rate(1 hour)"
  is_enabled          = false
}

resource "aws_cloudwatch_event_rule" "enabled" {
  name                = "enabled"
  description         = "each hour"
  schedule_expression = "rate(1 hour)"
  is_enabled          = true
  force_destroy       = true
  role_arn            = "arn:aws:iam::000000000000:role/bus"
  tags                = { course = "iss" }
}

resource "aws_cloudwatch_event_rule" "pattern" {
  name          = "pattern"
  event_pattern = <<-PATTERN
    {
      "source": ["aws.s3", "b<c"],
      "detail-type": ["Object Created"]
    }
  PATTERN
}

resource "aws_cloudwatch_event_rule" "both" {
  name                = "both"
  event_pattern       = jsonencode({ source = ["x"] })
  schedule_expression = "rate(1 day)"
  state               = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
}

resource "aws_cloudwatch_event_rule" "on_default" {
  name           = "on-default"
  event_bus_name = "default"
  event_pattern  = jsonencode({ source = ["x"] })
  state          = "DISABLED"
}
