resource "aws_iam_role_policy" "gone" {
  role   = "not-there"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
