data "aws_iam_role" "gone" { name = "not-there" }
