locals {
  role = "arn:aws:iam::000000000000:role/x"
}
resource "aws_lambda_function" "bad_runtime" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  filename      = "hello.zip"
  runtime       = "python3.99"
}
resource "aws_lambda_function" "no_source" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
}
resource "aws_lambda_function" "two_sources" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  s3_bucket     = "x"
  s3_key        = "y"
}
resource "aws_lambda_function" "bucket_no_key" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  s3_bucket     = "x"
}
resource "aws_lambda_function" "file_and_key" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  s3_key        = "x"
}
resource "aws_lambda_function" "bad_role" {
  function_name = "a"
  role          = "fake_role"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role2" {
  function_name = "a"
  role          = "arn:aws:iam::123:role/x"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role3" {
  function_name = "a"
  role          = "arn:aws:iam:role/x"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role4" {
  function_name = "a"
  role          = "arn:aws:iam::000000000000:"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role5" {
  function_name = "a"
  role          = "arn:AWS:iam:x:000000000000:role"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "empty_role" {
  function_name = "a"
  role          = ""
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "timeout" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  timeout       = 901
}
resource "aws_lambda_function" "timeout0" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  timeout       = 0
}
resource "aws_lambda_function" "memory" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  memory_size   = 64
}
resource "aws_lambda_function" "name" {
  function_name = "a b"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "long_name" {
  function_name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "handler" {
  function_name = "a"
  role          = local.role
  handler       = ""
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "package" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  package_type  = "Tar"
}
resource "aws_lambda_function" "arch" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  architectures = ["x86"]
}
resource "aws_lambda_function" "reserved" {
  function_name                  = "a"
  role                           = local.role
  handler                        = "a.b"
  runtime                        = "python3.12"
  filename                       = "hello.zip"
  reserved_concurrent_executions = -2
}
resource "aws_lambda_function" "layers" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  layers        = ["my-layer"]
}
resource "aws_lambda_function" "storage" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  ephemeral_storage { size = 100 }
}
resource "aws_lambda_function" "tracing" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  tracing_config { mode = "On" }
}
resource "aws_lambda_function" "env" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  environment { variables = { "a-b" = "x" } }
}
resource "aws_lambda_function" "dead" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  dead_letter_config { target_arn = "queue" }
}
resource "aws_lambda_function" "kms" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  kms_key_arn   = "key"
}
resource "aws_lambda_function" "logging" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  logging_config { log_format = "XML" }
}
