resource "aws_kms_key" "k" {}
resource "aws_cloudwatch_log_group" "l" {
  name            = "/aws/lambda/hello"
  kms_key_id      = aws_kms_key.k.arn
  log_group_class = "INFREQUENT_ACCESS"
  tags            = { a = "3" }
}
resource "aws_cloudwatch_log_group" "p" {
  name_prefix       = "pre-"
  retention_in_days = 1
}
resource "aws_cloudwatch_log_group" "u" { tags = { x = "y" } }
