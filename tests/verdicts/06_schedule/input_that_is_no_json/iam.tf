data "aws_iam_policy_document" "assume_lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "capturar_iss" {
  statement {
    sid       = "WriteOwnLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.capturar_iss.arn}:*"]
  }

  statement {
    sid       = "SaveCaptures"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.data_lake.arn}/raw/iss/*"]
  }
}

resource "aws_iam_role" "capturar_iss" {
  name               = "capturar-iss"
  assume_role_policy = data.aws_iam_policy_document.assume_lambda.json
}

resource "aws_iam_role_policy" "capturar_iss" {
  name   = "capturar-iss"
  role   = aws_iam_role.capturar_iss.id
  policy = data.aws_iam_policy_document.capturar_iss.json
}
