resource "aws_scheduler_schedule" "name" {
  name                = "a b"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "long" {
  name                = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "prefix" {
  name_prefix         = "a b"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "long_prefix" {
  name_prefix         = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "both" {
  name                = "a"
  name_prefix         = "b"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "group" {
  group_name          = "a b"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "description" {
  description         = ""
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "start" {
  start_date          = "tomorrow"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "end" {
  end_date            = "2031-04-01"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "state" {
  state               = "enabled"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "key" {
  kms_key_arn         = "k"
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "zone" {
  schedule_expression_timezone = "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
  schedule_expression          = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "no_zone" {
  schedule_expression_timezone = ""
  schedule_expression          = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "expression" {

  schedule_expression = ""
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "mode" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "off"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "window" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode                      = "FLEXIBLE"
    maximum_window_in_minutes = 0
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "arn" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "a"
    role_arn = "arn:aws:iam::000000000000:role/r"

  }
}
resource "aws_scheduler_schedule" "role" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "r"

  }
}
resource "aws_scheduler_schedule" "input" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    input    = ""
  }
}
resource "aws_scheduler_schedule" "retries" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    retry_policy {
      maximum_event_age_in_seconds = 10
      maximum_retry_attempts       = 200
    }
  }
}
resource "aws_scheduler_schedule" "letters" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    dead_letter_config {
      arn = "d"
    }
  }
}
resource "aws_scheduler_schedule" "bus" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    eventbridge_parameters {
      detail_type = ""
      source      = "a b"
    }
  }
}
resource "aws_scheduler_schedule" "stream" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    kinesis_parameters {
      partition_key = ""
    }
  }
}
resource "aws_scheduler_schedule" "queue" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    sqs_parameters {
      message_group_id = ""
    }
  }
}
resource "aws_scheduler_schedule" "task" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    ecs_parameters {
      task_definition_arn = "t"
      task_count          = 20
      launch_type         = "X"
      propagate_tags      = "Y"
      group               = ""
      platform_version    = ""
      reference_id        = ""
      placement_constraints {
        type = "x"
      }
      placement_strategy {
        type = "y"
      }
      capacity_provider_strategy {
        capacity_provider = ""
        base              = -1
        weight            = 2000
      }
    }
  }
}
resource "aws_scheduler_schedule" "pipeline" {

  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = "arn:aws:lambda:us-east-1:000000000000:function:f"
    role_arn = "arn:aws:iam::000000000000:role/r"
    sagemaker_pipeline_parameters {
      pipeline_parameter {
        name  = ""
        value = ""
      }
    }
  }
}
resource "aws_scheduler_schedule_group" "name" {
  name = "a b"
}
resource "aws_scheduler_schedule_group" "prefix" {
  name_prefix = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
}
resource "aws_scheduler_schedule_group" "both" {
  name        = "a"
  name_prefix = "b"
}
