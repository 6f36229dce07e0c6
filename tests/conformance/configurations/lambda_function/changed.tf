resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name    = "hello"
  role             = aws_iam_role.r.arn
  handler          = "hello.handler"
  runtime          = "python3.13"
  filename         = "other.zip"
  source_code_hash = filebase64sha256("other.zip")
  tags             = { a = "3" }
}
