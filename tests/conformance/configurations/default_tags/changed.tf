resource "aws_s3_bucket" "b" { bucket = "tagged-bucket" }
resource "aws_s3_bucket" "plain" {
  bucket = "plain-bucket"
  tags   = { own = "1" }
}
resource "aws_iam_role" "r" {
  name               = "tagged"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { own = "3" }
}
resource "aws_cloudwatch_log_group" "l" {
  name = "tagged"
}
