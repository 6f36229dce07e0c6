resource "aws_s3_bucket" "b" { bucket = "south-bucket" }
resource "aws_cloudwatch_log_group" "l" { name = "south" }
resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "south"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
data "aws_region" "here" {}
data "aws_s3_bucket" "b" { bucket = aws_s3_bucket.b.bucket }
