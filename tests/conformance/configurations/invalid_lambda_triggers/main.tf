resource "aws_lambda_function_url" "u" {
  function_name      = "a b"
  authorization_type = "OPEN"
  invoke_mode        = "STREAM"
  qualifier          = "a b"
  cors {
    max_age = 86401
  }
}

resource "aws_lambda_event_source_mapping" "neither" {
  function_name = "f"
}

resource "aws_lambda_event_source_mapping" "m" {
  function_name                      = "a b"
  event_source_arn                   = "queue"
  maximum_batching_window_in_seconds = 301
  maximum_record_age_in_seconds      = 10
  maximum_retry_attempts             = 10001
  parallelization_factor             = 11
  starting_position                  = "NEWEST"
  starting_position_timestamp        = "yesterday"
  function_response_types            = ["None"]
  tumbling_window_in_seconds         = 901
  kms_key_arn                        = "k"
  queues                             = [""]
  topics                             = [""]

  scaling_config {
    maximum_concurrency = 1
  }

  destination_config {
    on_failure {
      destination_arn = "d"
    }
  }

  metrics_config {
    metrics = ["Events"]
  }

  provisioned_poller_config {
    minimum_pollers = 0
    maximum_pollers = 0
  }

  source_access_configuration {
    type = "X"
    uri  = "y"
  }
}

resource "aws_lambda_provisioned_concurrency_config" "p" {
  function_name                     = ""
  provisioned_concurrent_executions = 0
  qualifier                         = ""
}
