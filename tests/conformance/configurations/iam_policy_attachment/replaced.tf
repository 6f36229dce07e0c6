resource "aws_iam_role" "r" {
  for_each           = toset(["catches", "keeps", "sends"])
  name               = each.key
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_policy" "p" {
  name   = "captures"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_policy_attachment" "own" {
  name       = "renamed"
  policy_arn = aws_iam_policy.p.arn
  roles      = [aws_iam_role.r["sends"].name]
  users      = ["ada"]
  groups     = []
}
resource "aws_iam_policy_attachment" "managed" {
  name       = "logs"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
  roles      = [aws_iam_role.r["keeps"].name]
}
