resource "aws_sqs_queue" "fifo" {
  name       = "abc"
  fifo_queue = true
}
resource "aws_sqs_queue" "name" {
  name = "a b"
}
resource "aws_sqs_queue" "dedup" {
  name                        = "ab"
  content_based_deduplication = true
}
