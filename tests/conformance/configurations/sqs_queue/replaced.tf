resource "aws_sqs_queue" "q" {
  name = "other"
  tags = { a = "1" }
}
