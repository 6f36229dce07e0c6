resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "f" {
  name                              = "orders.fifo"
  fifo_queue                        = true
  content_based_deduplication       = true
  deduplication_scope               = "messageGroup"
  fifo_throughput_limit             = "perMessageGroupId"
  kms_master_key_id                 = aws_kms_key.k.arn
  kms_data_key_reuse_period_seconds = 600
}
resource "aws_sqs_queue" "p" {
  name_prefix             = "pre-"
  sqs_managed_sse_enabled = true
}
resource "aws_sqs_queue" "u" {
  fifo_queue = true
}
