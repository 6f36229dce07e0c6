locals {
  trust = {
    Version   = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }]
  }
}
resource "aws_iam_role" "r" {
  name                  = "lambda-role"
  path                  = "/course/"
  description           = "runs functions"
  max_session_duration  = 7200
  force_detach_policies = true
  assume_role_policy    = jsonencode(local.trust)
  tags                  = { a = "1", b = "2" }
}
resource "aws_iam_role" "prefixed" {
  name_prefix        = "pre-"
  assume_role_policy = jsonencode(local.trust)
}
