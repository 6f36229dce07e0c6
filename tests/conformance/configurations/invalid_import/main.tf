import {
  to = aws_iam_role_policy_attachment.a
  id = "no-slash"
}
import {
  to = aws_lambda_alias.a
  id = "no-slash"
}
import {
  to = aws_s3_object.o
  id = "no-slash"
}
import {
  to = aws_iam_role.gone
  id = "not-there"
}
import {
  to = aws_sqs_queue.gone
  id = "not-a-url"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = "r"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
resource "aws_lambda_alias" "a" {
  name             = "a"
  function_name    = "f"
  function_version = "1"
}
resource "aws_s3_object" "o" {
  bucket  = "b"
  key     = "k"
  content = "c"
}
resource "aws_iam_role" "gone" {
  name               = "not-there"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_sqs_queue" "gone" { name = "gone" }
