variable "every" {
  type = object({ number = number, unit = string })
}

locals {
  prefix     = "captura-iss-"
  expression = "rate(${var.every.number} ${var.every.unit})"
}

data "aws_caller_identity" "me" {}

resource "aws_cloudwatch_event_rule" "schedule" {
  name_prefix         = local.prefix
  schedule_expression = local.expression
  state               = "DISABLED"
}

resource "aws_cloudwatch_event_target" "schedule" {
  rule      = aws_cloudwatch_event_rule.schedule.id
  target_id = "capturar-iss"
  arn       = aws_lambda_function.capturar_iss.arn
}

resource "aws_lambda_permission" "schedule" {
  statement_id_prefix = "schedule-"
  action              = "lambda:*"
  function_name       = aws_lambda_function.capturar_iss.arn
  principal           = "events.amazonaws.com"
  source_arn          = "arn:aws:events:us-east-1:${data.aws_caller_identity.me.account_id}:rule/${local.prefix}*"
}
