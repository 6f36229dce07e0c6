resource "aws_lambda_alias" "a" {
  name             = "a b"
  function_name    = "x y"
  function_version = "x"
}
