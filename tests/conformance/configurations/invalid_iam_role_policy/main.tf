resource "aws_iam_role_policy" "name" {
  name   = "a b"
  role   = "x"
  policy = "x"
}
