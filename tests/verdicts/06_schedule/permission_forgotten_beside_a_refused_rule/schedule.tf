resource "aws_cloudwatch_event_rule" "cada_minuto" {
  name                = "captura-iss-schedule"
  description         = "Captures the ISS every minute."
  schedule_expression = "rate(1 minutes)"
}

resource "aws_cloudwatch_event_target" "capturar_iss" {
  rule      = aws_cloudwatch_event_rule.cada_minuto.name
  target_id = "captura-iss"
  arn       = aws_lambda_function.capturar_iss.arn
}
