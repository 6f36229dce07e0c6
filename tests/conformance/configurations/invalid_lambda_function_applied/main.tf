locals {
  role = "arn:aws:iam::000000000000:role/x"
}
resource "aws_lambda_function" "no_file" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "missing.zip"
}
resource "aws_lambda_function" "not_a_zip" {
  function_name = "nz"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "main.tf"
}
resource "aws_lambda_function" "no_bucket" {
  function_name = "nb"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  s3_bucket     = "not-there"
  s3_key        = "x"
}
