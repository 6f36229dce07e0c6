data "aws_lambda_function" "gone" { function_name = "not-there" }
