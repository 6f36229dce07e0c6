locals {
  fn   = "arn:aws:lambda:us-east-1:000000000000:function:f"
  role = "arn:aws:iam::000000000000:role/r"
}
resource "aws_cloudwatch_event_bus" "b" {
  name = "mine"
}
resource "aws_cloudwatch_event_rule" "r" {
  name                = "r"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "onbus" {
  name           = "onbus"
  event_bus_name = aws_cloudwatch_event_bus.b.name
  event_pattern  = jsonencode({ source = ["x"] })
}
resource "aws_cloudwatch_event_target" "onbus" {
  rule           = aws_cloudwatch_event_rule.onbus.name
  event_bus_name = aws_cloudwatch_event_bus.b.name
  target_id      = "onbus"
  arn            = local.fn
}
resource "aws_cloudwatch_event_target" "input" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "input"
  arn       = local.fn
  input     = <<J
{ "b": 1,
  "a": [1, 2] }
J
  role_arn  = local.role
  retry_policy {
    maximum_retry_attempts       = 0
    maximum_event_age_in_seconds = 60
  }
  dead_letter_config {
    arn = "arn:aws:sqs:us-east-1:000000000000:dlq"
  }
}
resource "aws_cloudwatch_event_target" "path" {
  rule       = aws_cloudwatch_event_rule.r.id
  target_id  = "path"
  arn        = local.fn
  input_path = "$.detail"
  retry_policy {
    maximum_retry_attempts = 3
  }
  force_destroy = true
}
resource "aws_cloudwatch_event_target" "transformer" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "transformer"
  arn       = local.fn
  input_transformer {
    input_paths    = { when = "$.time" }
    input_template = "{\"when\": <when>}"
  }
  retry_policy {}
}
resource "aws_cloudwatch_event_target" "template" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "template"
  arn       = local.fn
  input_transformer {
    input_template = "\"hello\""
  }
}
resource "aws_cloudwatch_event_target" "sqs" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "sqs"
  arn       = "arn:aws:sqs:us-east-1:000000000000:q.fifo"
  sqs_target {
    message_group_id = "g"
  }
}
resource "aws_cloudwatch_event_target" "kinesis" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "kinesis"
  arn       = "arn:aws:kinesis:us-east-1:000000000000:stream/s"
  role_arn  = local.role
  kinesis_target {
    partition_key_path = "$.x"
  }
}
resource "aws_cloudwatch_event_target" "batch" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "batch"
  arn       = "arn:aws:batch:us-east-1:000000000000:job-queue/q"
  role_arn  = local.role
  batch_target {
    job_definition = "d"
    job_name       = "n"
    array_size     = 3
    job_attempts   = 2
  }
}
resource "aws_cloudwatch_event_target" "batch2" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "batch2"
  arn       = "arn:aws:batch:us-east-1:000000000000:job-queue/q"
  role_arn  = local.role
  batch_target {
    job_definition = "d"
    job_name       = "n"
  }
}
resource "aws_cloudwatch_event_target" "http" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "http"
  arn       = "arn:aws:events:us-east-1:000000000000:api-destination/x/y"
  role_arn  = local.role
  http_target {
    path_parameter_values   = ["a"]
    query_string_parameters = { q = "1" }
    header_parameters       = { h = "2" }
  }
}
resource "aws_cloudwatch_event_target" "redshift" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "redshift"
  arn       = "arn:aws:redshift:us-east-1:000000000000:cluster:x"
  role_arn  = local.role
  redshift_target {
    database       = "db"
    sql            = "SELECT 1"
    db_user        = "u"
    statement_name = "one"
    with_event     = true
  }
}
resource "aws_cloudwatch_event_target" "run" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "run"
  arn       = "arn:aws:ssm:us-east-1:000000000000:document/x"
  role_arn  = local.role
  run_command_targets {
    key    = "tag:Name"
    values = ["x"]
  }
  run_command_targets {
    key    = "InstanceIds"
    values = ["i-1"]
  }
}
resource "aws_cloudwatch_event_target" "sagemaker" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "sagemaker"
  arn       = "arn:aws:sagemaker:us-east-1:000000000000:pipeline/x"
  role_arn  = local.role
  sagemaker_pipeline_target {
    pipeline_parameter_list {
      name  = "a"
      value = "b"
    }
  }
}
resource "aws_cloudwatch_event_target" "appsync" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "appsync"
  arn       = "arn:aws:appsync:us-east-1:000000000000:endpoints/graphql-api/x"
  role_arn  = local.role
  appsync_target {
    graphql_operation = "mutation X { x }"
  }
}
resource "aws_cloudwatch_event_target" "ecs" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "ecs"
  arn       = "arn:aws:ecs:us-east-1:000000000000:cluster/c"
  role_arn  = local.role
  ecs_target {
    task_definition_arn     = "arn:aws:ecs:us-east-1:000000000000:task-definition/t:1"
    task_count              = 2
    launch_type             = "FARGATE"
    platform_version        = "LATEST"
    group                   = "g"
    enable_execute_command  = true
    enable_ecs_managed_tags = true
    propagate_tags          = "TASK_DEFINITION"
    tags                    = { a = "b" }
    network_configuration {
      subnets          = ["subnet-1"]
      security_groups  = ["sg-1"]
      assign_public_ip = true
    }
    placement_constraint {
      type       = "memberOf"
      expression = "x"
    }
    ordered_placement_strategy {
      type  = "spread"
      field = "host"
    }
  }
}
resource "aws_cloudwatch_event_target" "ecs2" {
  rule      = aws_cloudwatch_event_rule.r.name
  target_id = "ecs2"
  arn       = "arn:aws:ecs:us-east-1:000000000000:cluster/c"
  role_arn  = local.role
  ecs_target {
    task_definition_arn = "arn:aws:ecs:us-east-1:000000000000:task-definition/t:1"
    capacity_provider_strategy {
      capacity_provider = "FARGATE"
      base              = 1
      weight            = 1
    }
  }
}
