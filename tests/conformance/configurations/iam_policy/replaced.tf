resource "aws_iam_policy" "p" {
  name   = "named"
  path   = "/"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_policy" "prefixed" {
  name_prefix = "other-"
  description = "d"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sns:*", Effect = "Allow", Resource = "*" }] })
}
