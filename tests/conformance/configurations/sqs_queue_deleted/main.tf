resource "aws_sqs_queue" "q" { name = "gone" }
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Principal = "*", Resource = aws_sqs_queue.q.arn }] })
}
