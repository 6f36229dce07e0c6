resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" {
  name              = "locked"
  retention_in_days = 1
}
