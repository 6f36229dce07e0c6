locals {
  hello = "arn:aws:lambda:us-east-1:000000000000:function:hello"
  role  = "arn:aws:iam::000000000000:role/scheduler"
}

resource "aws_scheduler_schedule_group" "course" {
  name = "course"
}

resource "aws_scheduler_schedule" "minute" {
  name                = "each-minute"
  schedule_expression = "rate(1 minute)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = local.hello
    role_arn = local.role
  }
}

resource "aws_scheduler_schedule" "prefixed" {
  name_prefix                  = "pro-"
  group_name                   = aws_scheduler_schedule_group.course.name
  description                  = "at noon in Madrid"
  schedule_expression          = "cron(0 12 * * ? *)"
  schedule_expression_timezone = "Europe/Madrid"
  start_date                   = "2031-04-01T00:00:00Z"
  end_date                     = "2031-05-01T12:30:00Z"
  state                        = "DISABLED"
  kms_key_arn                  = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555"

  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 15
  }

  target {
    arn      = local.hello
    role_arn = local.role
    input    = jsonencode({ by = "scheduler" })

    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }

    dead_letter_config {
      arn = "arn:aws:sqs:us-east-1:000000000000:dead"
    }
  }
}

resource "aws_scheduler_schedule" "generated" {
  group_name          = aws_scheduler_schedule_group.course.name
  schedule_expression = "at(2031-12-24T18:00:00)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:sqs:us-east-1:000000000000:work.fifo"
    role_arn = local.role

    retry_policy {
      maximum_retry_attempts = 3
    }

    sqs_parameters {
      message_group_id = "g"
    }
  }
}

