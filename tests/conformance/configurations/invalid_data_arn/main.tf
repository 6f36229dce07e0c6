data "aws_arn" "bad" { arn = "x" }
