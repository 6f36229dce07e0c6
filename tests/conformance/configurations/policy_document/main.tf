data "aws_iam_policy_document" "assume" {
  version = "2008-10-17"
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com", "events.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "full" {
  policy_id               = "full"
  source_policy_documents = [data.aws_iam_policy_document.assume.json]
  statement {
    sid       = "one"
    effect    = "Deny"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::&{aws:username}"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::000000000000:root", "arn:aws:iam::111111111111:root"]
    }
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["2", "1"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["x"]
    }
  }
  statement {
    not_actions   = ["s3:*"]
    not_resources = ["*"]
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "merged" {
  source_policy_documents   = [data.aws_iam_policy_document.full.json]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "one", Effect = "Allow", Action = "s3:*", Resource = "*" }] })]
  statement {
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    actions = ["a<b>&c"]
  }
}
data "aws_iam_policy_document" "old_style" {
  source_json   = ""
  override_json = ""
  statement {
    sid       = "x"
    actions   = ["b:b", "a:a"]
    resources = ["b", "a"]
  }
}
data "aws_iam_policy_document" "empty" {}
output "assume" { value = data.aws_iam_policy_document.assume.minified_json }
