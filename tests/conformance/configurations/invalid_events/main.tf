resource "aws_cloudwatch_event_rule" "neither" {
  name = "x"
}
resource "aws_cloudwatch_event_rule" "longname" {
  name                = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "badname" {
  name                = "a b"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "bothnames" {
  name                = "a"
  name_prefix         = "b"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "badprefix" {
  name_prefix         = "b c"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "longprefix" {
  name_prefix         = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "badpattern" {
  name          = "a"
  event_pattern = "{"
}
resource "aws_cloudwatch_event_rule" "emptypattern" {
  name          = "a"
  event_pattern = ""
}
resource "aws_cloudwatch_event_rule" "badstate" {
  name                = "a"
  state               = "enabled"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "bothstates" {
  name                = "a"
  state               = "ENABLED"
  is_enabled          = true
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "badrole" {
  name                = "a"
  role_arn            = "nope"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_rule" "badbus" {
  name                = "a"
  event_bus_name      = "b c"
  schedule_expression = "rate(1 minute)"
}
resource "aws_cloudwatch_event_target" "badarn" {
  rule = "a"
  arn  = "nope"
}
resource "aws_cloudwatch_event_target" "badrule" {
  rule = "a b"
  arn  = "arn:aws:lambda:us-east-1:000000000000:function:f"
}
resource "aws_cloudwatch_event_target" "badid" {
  rule      = "a"
  arn       = "arn:aws:lambda:us-east-1:000000000000:function:f"
  target_id = "a b"
}
resource "aws_cloudwatch_event_target" "longid" {
  rule      = "a"
  arn       = "arn:aws:lambda:us-east-1:000000000000:function:f"
  target_id = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
}
resource "aws_cloudwatch_event_target" "inputs" {
  rule       = "a"
  arn        = "arn:aws:lambda:us-east-1:000000000000:function:f"
  input      = "{}"
  input_path = "$.x"
  input_transformer {
    input_template = "x"
  }
}
resource "aws_cloudwatch_event_target" "badinput" {
  rule  = "a"
  arn   = "arn:aws:lambda:us-east-1:000000000000:function:f"
  input = "{x"
}
resource "aws_cloudwatch_event_target" "badrole" {
  rule           = "a"
  arn            = "arn:aws:lambda:us-east-1:000000000000:function:f"
  role_arn       = "x"
  event_bus_name = "a b"
}
resource "aws_cloudwatch_event_target" "retry" {
  rule = "a"
  arn  = "arn:aws:lambda:us-east-1:000000000000:function:f"
  retry_policy {
    maximum_event_age_in_seconds = 10
    maximum_retry_attempts       = 200
  }
  dead_letter_config {
    arn = "nope"
  }
}
resource "aws_cloudwatch_event_target" "transformer" {
  rule = "a"
  arn  = "arn:aws:lambda:us-east-1:000000000000:function:f"
  input_transformer {
    input_paths    = { AWSx = "$.y" }
    input_template = ""
  }
}
resource "aws_cloudwatch_event_target" "nested" {
  rule = "a"
  arn  = "arn:aws:lambda:us-east-1:000000000000:function:f"
  ecs_target {
    task_definition_arn = "nope"
    task_count          = 0
    launch_type         = "X"
    propagate_tags      = "X"
    group               = "x"
    placement_constraint {
      type = "x"
    }
    ordered_placement_strategy {
      type = "y"
    }
  }
  batch_target {
    job_definition = "d"
    job_name       = "n"
    array_size     = 1
    job_attempts   = 20
  }
  kinesis_target {
    partition_key_path = ""
  }
  redshift_target {
    database            = ""
    secrets_manager_arn = "x"
  }
  run_command_targets {
    key    = ""
    values = [""]
  }
  appsync_target {
    graphql_operation = ""
  }
}
resource "aws_lambda_permission" "action" {
  action        = "InvokeFunction"
  function_name = "f"
  principal     = "events.amazonaws.com"
}
resource "aws_lambda_permission" "function" {
  action        = "lambda:InvokeFunction"
  function_name = "f g"
  principal     = "events.amazonaws.com"
}
resource "aws_lambda_permission" "sids" {
  action              = "lambda:InvokeFunction"
  function_name       = "f"
  principal           = "events.amazonaws.com"
  statement_id        = "a"
  statement_id_prefix = "b"
}
resource "aws_lambda_permission" "sid" {
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "events.amazonaws.com"
  statement_id  = "a b"
}
resource "aws_lambda_permission" "prefix" {
  action              = "lambda:InvokeFunction"
  function_name       = "f"
  principal           = "events.amazonaws.com"
  statement_id_prefix = "a b"
}
resource "aws_lambda_permission" "sources" {
  action                 = "lambda:InvokeFunction"
  function_name          = "f"
  principal              = "events.amazonaws.com"
  source_arn             = "x"
  source_account         = "12"
  principal_org_id       = "org"
  qualifier              = "a b"
  function_url_auth_type = "X"
  event_source_token     = "a/b"
}
resource "aws_lambda_permission" "emptyq" {
  action        = "lambda:*"
  function_name = ""
  principal     = ""
  qualifier     = ""
  statement_id  = ""
}
