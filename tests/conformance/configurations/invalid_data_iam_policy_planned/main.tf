data "aws_iam_policy" "gone" { name = "not-there" }
