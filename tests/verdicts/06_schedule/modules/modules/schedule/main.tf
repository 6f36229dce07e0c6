variable "function" {
  type = object({ name = string, arn = string })
}

resource "aws_cloudwatch_event_rule" "this" {
  name                = "${var.function.name}-schedule"
  schedule_expression = "cron(0/1 * * * ? *)"
}

resource "aws_cloudwatch_event_target" "this" {
  rule = aws_cloudwatch_event_rule.this.name
  arn  = var.function.arn
}

resource "aws_lambda_permission" "this" {
  action         = "lambda:InvokeFunction"
  function_name  = var.function.name
  principal      = "events.amazonaws.com"
  source_arn     = aws_cloudwatch_event_rule.this.arn
  source_account = split(":", var.function.arn)[4]
}
