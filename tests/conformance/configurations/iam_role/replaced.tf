locals {
  trust = {
    Version   = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "events.amazonaws.com" } }]
  }
}
resource "aws_iam_role" "r" {
  name               = "other-role"
  path               = "/other/"
  assume_role_policy = jsonencode(local.trust)
  tags               = { a = "3" }
}
resource "aws_iam_role" "prefixed" {
  name_prefix          = "pre-"
  max_session_duration = 3700
  description          = "now described"
  assume_role_policy   = jsonencode(local.trust)
}
