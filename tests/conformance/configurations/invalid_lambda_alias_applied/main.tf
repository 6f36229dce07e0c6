resource "aws_lambda_alias" "gone" {
  name             = "x"
  function_name    = "not-there"
  function_version = "1"
}
