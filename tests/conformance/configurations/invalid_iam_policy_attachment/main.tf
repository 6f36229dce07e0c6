resource "aws_iam_policy_attachment" "a" {
  name       = ""
  policy_arn = "AWSLambdaBasicExecutionRole"
  roles      = ["r"]
}
resource "aws_iam_policy_attachment" "unnamed" {
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
  roles      = ["r"]
}
resource "aws_iam_policy_attachment" "nobody" {
  name       = "nobody"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
