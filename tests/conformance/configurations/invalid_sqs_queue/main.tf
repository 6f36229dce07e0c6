resource "aws_sqs_queue" "q" {
  name                       = "abc"
  name_prefix                = "x"
  delay_seconds              = 1000
  visibility_timeout_seconds = 50000
  message_retention_seconds  = 1
  max_message_size           = 1
  receive_wait_time_seconds  = 21
}
resource "aws_sqs_queue" "j" {
  name           = "abc"
  redrive_policy = "x"
  policy         = "x"
}
