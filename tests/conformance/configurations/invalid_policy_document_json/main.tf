data "aws_iam_policy_document" "source" {
  source_json = jsonencode({ Version = "2012-10-17", Statement = [] })
}
data "aws_iam_policy_document" "override" {
  override_json = jsonencode({ Version = "2012-10-17", Statement = [] })
}
