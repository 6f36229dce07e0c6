resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "f" {
  name                        = "orders.fifo"
  fifo_queue                  = true
  content_based_deduplication = false
  deduplication_scope         = "queue"
  fifo_throughput_limit       = "perQueue"
}
resource "aws_sqs_queue" "p" {
  name_prefix             = "pre-"
  sqs_managed_sse_enabled = false
}
resource "aws_sqs_queue" "u" {
  fifo_queue = true
}
