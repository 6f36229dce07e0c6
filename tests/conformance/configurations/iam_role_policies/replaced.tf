resource "aws_iam_role" "r" {
  name               = "runs"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy" "named" {
  name   = "s4"
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:GetObject", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "prefixed" {
  name_prefix = "other-"
  role        = aws_iam_role.r.name
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "events:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "unnamed" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Statement = [{ Action = "sqs:*", Effect = "Allow", Resource = "*" }], Version = "2012-10-17" })
}
resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
data "aws_iam_role" "r" { name = aws_iam_role.r.name }
