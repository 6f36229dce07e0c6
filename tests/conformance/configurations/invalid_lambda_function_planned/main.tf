locals {
  role = "arn:aws:iam::000000000000:role/x"
}
resource "aws_lambda_function" "no_runtime" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "image" {
  function_name = "a"
  role          = local.role
  package_type  = "Image"
  filename      = "hello.zip"
}
