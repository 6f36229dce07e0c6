resource "aws_scheduler_schedule_group" "default" {
  name = "default"
}
resource "aws_scheduler_schedule" "no_group" {
  name                = "no-group"
  group_name          = "nowhere"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
