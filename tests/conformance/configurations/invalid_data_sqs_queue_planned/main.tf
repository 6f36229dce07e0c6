data "aws_sqs_queue" "gone" { name = "not-there" }
