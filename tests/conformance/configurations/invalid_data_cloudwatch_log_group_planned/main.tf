data "aws_cloudwatch_log_group" "gone" { name = "not-there" }
