resource "aws_cloudwatch_event_bus" "default" {
  name = "default"
}

resource "aws_cloudwatch_event_bus" "blank" {
  name = "a b"
}

resource "aws_cloudwatch_event_bus" "source" {
  name              = "source"
  event_source_name = "a b"
}

resource "aws_cloudwatch_event_bus" "letters" {
  name = "letters"
  dead_letter_config {
    arn = "d"
  }
}

resource "aws_cloudwatch_event_permission" "principal" {
  statement_id = "a b"
  principal    = "me"
}

resource "aws_cloudwatch_event_permission" "action" {
  statement_id   = "s"
  principal      = "*"
  action         = "PutEvents"
  event_bus_name = "a b"
  condition {
    key   = "aws:SourceArn"
    type  = "StringLike"
    value = "x"
  }
}
