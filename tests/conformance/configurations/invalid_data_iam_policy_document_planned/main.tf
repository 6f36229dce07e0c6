data "aws_iam_policy_document" "dup" {
  statement {
    sid       = "a"
    actions   = ["x:y"]
    resources = ["*"]
  }
  statement {
    sid       = "a"
    actions   = ["x:z"]
    resources = ["*"]
  }
}
