resource "aws_cloudwatch_event_rule" "a" {
  name = "a-vieja"
  schedule_expression = "rate(5 minutes)"
  state = "DISABLED"
}
resource "aws_cloudwatch_event_target" "a" {
  rule = aws_cloudwatch_event_rule.a.name
  arn  = aws_lambda_function.capturar_iss.arn
}
