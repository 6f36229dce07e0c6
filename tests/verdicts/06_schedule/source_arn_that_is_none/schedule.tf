resource "aws_cloudwatch_event_rule" "cada_minuto" {
  name                = "captura-iss-schedule"
  description         = "Captures the ISS every minute."
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "capturar_iss" {
  rule      = aws_cloudwatch_event_rule.cada_minuto.name
  target_id = "captura-iss"
  arn       = aws_lambda_function.capturar_iss.arn
}

# Who may call the function is the function's own affair: this rule, and no other.
resource "aws_lambda_permission" "allow_eventbridge" {
  statement_id  = "AllowExecutionFromEventBridge"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.capturar_iss.function_name
  principal     = "events.amazonaws.com"
  source_arn    = "captura-iss-schedule"
}
