resource "aws_iam_policy" "p" {
  name        = "named"
  path        = "/course/"
  description = "what is allowed"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Resource = "*" }] })
  tags        = { a = "3" }
}
resource "aws_iam_policy" "prefixed" {
  name_prefix = "pre-"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Resource = ["*"], Action = ["s3:PutObject", "s3:GetObject"] }] })
}
