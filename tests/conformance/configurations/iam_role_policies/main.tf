resource "aws_iam_role" "r" {
  name               = "runs"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy" "named" {
  name   = "s3"
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "prefixed" {
  name_prefix = "pre-"
  role        = aws_iam_role.r.name
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "logs:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "unnamed" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Statement = [{ Action = "sqs:*", Effect = "Allow", Resource = "*" }], Version = "2012-10-17" })
}
resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
data "aws_iam_role" "r" { name = aws_iam_role.r.name }
