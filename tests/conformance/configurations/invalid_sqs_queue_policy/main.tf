resource "aws_sqs_queue_policy" "j" {
  queue_url = "x"
  policy    = "x"
}
