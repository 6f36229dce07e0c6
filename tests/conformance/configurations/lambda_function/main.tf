resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name                  = "hello"
  description                    = "says hello"
  role                           = aws_iam_role.r.arn
  handler                        = "hello.handler"
  runtime                        = "python3.12"
  filename                       = "hello.zip"
  source_code_hash               = filebase64sha256("hello.zip")
  timeout                        = 30
  memory_size                    = 256
  reserved_concurrent_executions = 2
  architectures                  = ["arm64"]
  environment {
    variables = { A = "b", C = "d" }
  }
  tags = { a = "1", b = "2" }
}
