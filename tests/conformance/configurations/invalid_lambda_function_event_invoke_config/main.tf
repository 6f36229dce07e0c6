resource "aws_lambda_function_event_invoke_config" "e" {
  function_name                = "x"
  maximum_retry_attempts       = 5
  maximum_event_age_in_seconds = 5
}
