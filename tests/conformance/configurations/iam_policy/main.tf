resource "aws_iam_policy" "p" {
  name        = "named"
  path        = "/course/"
  description = "what is allowed"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
  tags        = { a = "1", b = "2" }
}
resource "aws_iam_policy" "prefixed" {
  name_prefix = "pre-"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["s3:GetObject", "s3:PutObject"], Effect = "Allow", Resource = "*" }] })
}
data "aws_iam_policy" "arn" { arn = aws_iam_policy.p.arn }
data "aws_iam_policy" "name" {
  name        = aws_iam_policy.p.name
  path_prefix = "/course/"
}
