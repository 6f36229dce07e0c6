resource "aws_iam_policy_attachment" "gone" {
  name       = "gone"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
  roles      = ["not-there"]
}
resource "aws_iam_policy_attachment" "no_user" {
  name       = "no_user"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
  users      = ["not-there"]
}
resource "aws_iam_policy_attachment" "no_group" {
  name       = "no_group"
  policy_arn = "arn:aws:iam::aws:policy/AWSLambdaExecute"
  groups     = ["not-there"]
}
