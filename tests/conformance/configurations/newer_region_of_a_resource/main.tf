resource "aws_cloudwatch_log_group" "l" {
  name   = "south"
  region = "sa-east-1"
}
