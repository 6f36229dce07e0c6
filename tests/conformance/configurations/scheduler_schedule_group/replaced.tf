resource "aws_scheduler_schedule_group" "named" {
  name = "renamed"
}

resource "aws_scheduler_schedule_group" "prefixed" {
  name_prefix = "pro-"
}

resource "aws_scheduler_schedule_group" "generated" {}
