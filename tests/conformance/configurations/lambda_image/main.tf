resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name = "image"
  role          = aws_iam_role.r.arn
  package_type  = "Image"
  image_uri     = "000000000000.dkr.ecr.us-east-1.amazonaws.com/hello:1"
  image_config {
    command           = ["hello.handler"]
    entry_point       = ["/entry"]
    working_directory = "/work"
  }
}
