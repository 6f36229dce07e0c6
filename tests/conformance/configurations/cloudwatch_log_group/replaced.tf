resource "aws_cloudwatch_log_group" "l" {
  name = "/aws/lambda/hello"
}
resource "aws_cloudwatch_log_group" "p" {
  name_prefix = "other-"
}
resource "aws_cloudwatch_log_group" "u" { name = "now-named" }
