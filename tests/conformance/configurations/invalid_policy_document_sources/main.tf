locals {
  one = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "same", Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
data "aws_iam_policy_document" "twice" {
  source_policy_documents = [local.one, local.one]
}
