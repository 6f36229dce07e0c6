resource "aws_scheduler_schedule_group" "named" {
  name = "named"
  tags = { course = "iss" }
}

resource "aws_scheduler_schedule_group" "prefixed" {
  name_prefix = "pre-"

  timeouts {
    create = "2m"
    delete = "3m"
  }
}

resource "aws_scheduler_schedule_group" "generated" {}
