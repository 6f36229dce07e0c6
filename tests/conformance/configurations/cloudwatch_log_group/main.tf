resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" {
  name              = "/aws/lambda/hello"
  retention_in_days = 7
  kms_key_id        = aws_kms_key.k.arn
  log_group_class   = "INFREQUENT_ACCESS"
  tags              = { a = "1", b = "2" }
}
resource "aws_cloudwatch_log_group" "p" { name_prefix = "pre-" }
resource "aws_cloudwatch_log_group" "u" {}
data "aws_cloudwatch_log_group" "l" { name = aws_cloudwatch_log_group.l.name }
