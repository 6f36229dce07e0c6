resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "snapped"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "hello.zip"
  publish       = true
  snap_start { apply_on = "PublishedVersions" }
}
