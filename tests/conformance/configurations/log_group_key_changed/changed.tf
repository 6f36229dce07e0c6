resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" {
  name              = "locked"
  retention_in_days = 3
  kms_key_id        = aws_kms_key.k.arn
  tags              = { a = "b" }
}
