resource "aws_iam_policy" "name" {
  name   = "a b"
  policy = "{"
}
