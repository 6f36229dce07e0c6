resource "aws_iam_role" "r" {
  name                  = "unforced"
  force_detach_policies = false
  assume_role_policy    = jsonencode({ Version = "2012-10-17", Statement = [] })
}
