locals {
  hello = "arn:aws:lambda:us-east-1:000000000000:function:hello"
  role  = "arn:aws:iam::000000000000:role/scheduler"
}

resource "aws_scheduler_schedule_group" "course" {
  name = "course"
}

resource "aws_scheduler_schedule" "minute" {
  name                = "every-minute"
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
  name_prefix                  = "pre-"
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

resource "aws_scheduler_schedule" "bus" {
  name                = "bus"
  schedule_expression = "rate(2 hours)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:events:us-east-1:000000000000:event-bus/default"
    role_arn = local.role

    eventbridge_parameters {
      detail_type = "tick"
      source      = "course.clock"
    }
  }
}

resource "aws_scheduler_schedule" "stream" {
  name                = "stream"
  schedule_expression = "rate(3 days)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:kinesis:us-east-1:000000000000:stream/s"
    role_arn = local.role

    kinesis_parameters {
      partition_key = "k"
    }
  }
}

resource "aws_scheduler_schedule" "pipeline" {
  name                = "pipeline"
  schedule_expression = "rate(3 days)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:sagemaker:us-east-1:000000000000:pipeline/p"
    role_arn = local.role

    sagemaker_pipeline_parameters {
      pipeline_parameter {
        name  = "a"
        value = "b"
      }
    }
  }
}

resource "aws_scheduler_schedule" "task" {
  name                = "task"
  schedule_expression = "rate(3 days)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:ecs:us-east-1:000000000000:cluster/c"
    role_arn = local.role

    ecs_parameters {
      task_definition_arn     = "arn:aws:ecs:us-east-1:000000000000:task-definition/t:1"
      task_count              = 2
      launch_type             = "FARGATE"
      platform_version        = "LATEST"
      group                   = "g"
      reference_id            = "r"
      enable_execute_command  = true
      enable_ecs_managed_tags = true
      propagate_tags          = "TASK_DEFINITION"
      tags                    = { a = "b" }

      network_configuration {
        subnets          = ["subnet-1"]
        security_groups  = ["sg-1"]
        assign_public_ip = true
      }

      placement_constraints {
        type       = "memberOf"
        expression = "x"
      }

      placement_strategy {
        type  = "spread"
        field = "host"
      }

      capacity_provider_strategy {
        capacity_provider = "FARGATE"
        base              = 1
        weight            = 2
      }
    }
  }
}

resource "aws_scheduler_schedule" "plain_task" {
  name                = "plain-task"
  schedule_expression = "rate(3 days)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:ecs:us-east-1:000000000000:cluster/c"
    role_arn = local.role

    ecs_parameters {
      task_definition_arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/t:1"
    }
  }
}
