resource "aws_sqs_queue" "q" {
  name                       = "queue"
  delay_seconds              = 5
  max_message_size           = 2048
  message_retention_seconds  = 3600
  receive_wait_time_seconds  = 10
  visibility_timeout_seconds = 60
  tags                       = { a = "1", b = "2" }
}
