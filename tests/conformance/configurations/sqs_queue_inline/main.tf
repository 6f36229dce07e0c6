resource "aws_sqs_queue" "dead" {
  name = "dead"
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["arn:aws:sqs:us-east-1:000000000000:live"]
  })
}
resource "aws_sqs_queue" "live" {
  name           = "live"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
  policy         = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Principal = "*", Resource = "*" }] })
}
data "aws_sqs_queue" "live" { name = aws_sqs_queue.live.name }
data "aws_sqs_queues" "all" { depends_on = [aws_sqs_queue.live] }
data "aws_sqs_queues" "some" {
  queue_name_prefix = "de"
  depends_on        = [aws_sqs_queue.live]
}
