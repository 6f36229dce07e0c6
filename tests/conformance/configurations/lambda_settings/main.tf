resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_lambda_layer_version" "l" {
  layer_name = "layer"
  filename   = "hello.zip"
}
resource "aws_lambda_function" "f" {
  function_name = "set"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "hello.zip"
  publish       = true
  package_type  = "Zip"
  skip_destroy  = false
  kms_key_arn   = aws_kms_key.k.arn
  layers        = [aws_lambda_layer_version.l.arn]
  dead_letter_config { target_arn = aws_sqs_queue.dead.arn }
  ephemeral_storage { size = 1024 }
  logging_config {
    log_format            = "JSON"
    log_group             = "/course/set"
    application_log_level = "DEBUG"
    system_log_level      = "WARN"
  }
  tracing_config { mode = "Active" }
  timeouts {
    create = "5m"
    update = "6m"
    delete = "7m"
  }
}
data "aws_lambda_function" "f" { function_name = aws_lambda_function.f.function_name }
data "aws_lambda_function" "one" {
  function_name = aws_lambda_function.f.function_name
  qualifier     = aws_lambda_function.f.version
}
data "aws_lambda_functions" "all" { depends_on = [aws_lambda_function.f] }
