resource "aws_iam_role" "r" {
  name                  = "forced"
  force_detach_policies = true
  assume_role_policy    = jsonencode({ Version = "2012-10-17", Statement = [] })
}
