resource "aws_cloudwatch_log_group" "l" {
  name              = "a b"
  retention_in_days = 8
}
resource "aws_cloudwatch_log_group" "m" {
  name            = "ab"
  name_prefix     = "x"
  log_group_class = "X"
}
