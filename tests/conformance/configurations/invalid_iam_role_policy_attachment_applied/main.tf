resource "aws_iam_role_policy_attachment" "gone" {
  role       = "not-there"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
