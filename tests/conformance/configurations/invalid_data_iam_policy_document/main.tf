data "aws_iam_policy_document" "d" {
  version = "2020"
  statement {
    effect  = "Permit"
    actions = ["x"]
  }
}
data "aws_iam_policy_document" "src" {
  source_policy_documents = ["x"]
}
