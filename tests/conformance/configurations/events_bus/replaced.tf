resource "aws_cloudwatch_event_bus" "orders" {
  name        = "order"
  description = "what happens to orders"
  tags        = { course = "orders" }
}

resource "aws_cloudwatch_event_bus" "kept" {
  name               = "kept"
  kms_key_identifier = "alias/bus"

  dead_letter_config {
    arn = "arn:aws:sqs:us-east-1:000000000000:dead"
  }
}

resource "aws_cloudwatch_event_permission" "account" {
  statement_id = "other"
  principal    = "111122223333"
}

resource "aws_cloudwatch_event_permission" "organization" {
  statement_id   = "organization"
  principal      = "111122223333"
  action         = "events:PutEvents"
  event_bus_name = aws_cloudwatch_event_bus.orders.name
}

data "aws_cloudwatch_event_bus" "default" {
  name = "default"
}

data "aws_cloudwatch_event_bus" "orders" {
  name = aws_cloudwatch_event_bus.orders.name
}

output "default_bus" {
  value = data.aws_cloudwatch_event_bus.default.arn
}
