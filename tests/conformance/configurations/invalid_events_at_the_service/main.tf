resource "aws_cloudwatch_event_rule" "cron" {
  name                = "cron"
  schedule_expression = "cron(* * * * *)"
}
resource "aws_cloudwatch_event_rule" "generated" {
  schedule_expression = "rate(5 min)"
}
resource "aws_cloudwatch_event_rule" "pattern" {
  name          = "pattern"
  event_pattern = jsonencode({ source = "x" })
}
resource "aws_cloudwatch_event_rule" "nobus" {
  name           = "nobus"
  event_bus_name = "nobus"
  event_pattern  = jsonencode({ source = ["x"] })
}
resource "aws_cloudwatch_event_target" "norule" {
  rule = "norule"
  arn  = "arn:aws:lambda:us-east-1:000000000000:function:f"
}
resource "aws_cloudwatch_event_target" "generatedrule" {
  rule      = "norule"
  arn       = "arn:aws:s3:::x"
  target_id = "t"
}
resource "aws_cloudwatch_event_rule" "ok" {
  name                = "ok"
  schedule_expression = "rate(5 minutes)"
}
resource "aws_cloudwatch_event_target" "s3" {
  rule      = aws_cloudwatch_event_rule.ok.name
  arn       = "arn:aws:s3:::x"
  target_id = "t"
}
resource "aws_lambda_permission" "nofunction" {
  action        = "lambda:InvokeFunction"
  function_name = "nofunction"
  principal     = "events.amazonaws.com"
  statement_id  = "s"
}
