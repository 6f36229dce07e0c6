resource "aws_lambda_function" "f" {
  function_name = "a b"
  role          = "not-an-arn"
  handler       = "h.h"
  runtime       = "python3.99"
  timeout       = 901
  memory_size   = 1
}
