data "aws_default_tags" "d" {}
resource "aws_s3_bucket" "b" {
  bucket = "tagged-bucket"
  tags   = { own = "1" }
}
resource "aws_s3_bucket" "plain" { bucket = "plain-bucket" }
resource "aws_iam_role" "r" {
  name               = "tagged"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  tags               = { stage = "prod", own = "2" }
}
resource "aws_cloudwatch_log_group" "l" {
  name = "tagged"
  tags = { stage = "test" }
}
resource "aws_s3_object" "o" {
  bucket  = aws_s3_bucket.b.id
  key     = "o"
  content = "o"
}
resource "aws_s3_object" "without" {
  bucket  = aws_s3_bucket.b.id
  key     = "without"
  content = "o"
  override_provider {
    default_tags { tags = {} }
  }
}
