resource "aws_sqs_queue" "dead" { name = "dead" }
resource "aws_sqs_queue" "live" { name = "live" }
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.live.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Principal = "*", Resource = aws_sqs_queue.live.arn }] })
}
resource "aws_sqs_queue_redrive_policy" "q" {
  queue_url      = aws_sqs_queue.live.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}
resource "aws_sqs_queue_redrive_allow_policy" "q" {
  queue_url            = aws_sqs_queue.dead.id
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.live.arn] })
}
