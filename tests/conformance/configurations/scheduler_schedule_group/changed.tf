resource "aws_scheduler_schedule_group" "named" {
  name = "named"
  tags = { course = "orders", year = "2031" }
}

resource "aws_scheduler_schedule_group" "prefixed" {
  name_prefix = "pre-"
  tags        = { course = "iss" }
}

resource "aws_scheduler_schedule_group" "generated" {}
