resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "newer"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.14"
  filename      = "hello.zip"
}
resource "aws_lambda_layer_version" "l" {
  layer_name          = "newer"
  filename            = "hello.zip"
  compatible_runtimes = ["nodejs24.x"]
}
