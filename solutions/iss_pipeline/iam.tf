locals {
  functions = {
    hello        = "hello-lambda"
    capturar_iss = "capturar-iss"
  }
}

# Made here, so that logs end some day and go with the rest; a function would make one for ever.
resource "aws_cloudwatch_log_group" "lambda" {
  for_each          = local.functions
  name              = "/aws/lambda/${each.value}"
  retention_in_days = 14
}

data "aws_iam_policy_document" "assume_lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lambda" {
  for_each           = local.functions
  name               = each.value
  assume_role_policy = data.aws_iam_policy_document.assume_lambda.json
}

data "aws_iam_policy_document" "lambda" {
  for_each = local.functions

  statement {
    sid       = "WriteOwnLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.lambda[each.key].arn}:*"]
  }

  dynamic "statement" {
    for_each = each.key == "capturar_iss" ? local.capture_rights : {}

    content {
      sid       = statement.key
      actions   = [statement.value.action]
      resources = [statement.value.resource]
    }
  }
}

locals {
  capture_rights = {
    SaveCaptures   = { action = "s3:PutObject", resource = "${aws_s3_bucket.data_lake.arn}/raw/iss/*" }
    RecordCaptures = { action = "dynamodb:PutItem", resource = aws_dynamodb_table.capturas.arn }
  }
}

resource "aws_iam_role_policy" "lambda" {
  for_each = local.functions
  name     = each.value
  role     = aws_iam_role.lambda[each.key].id
  policy   = data.aws_iam_policy_document.lambda[each.key].json
}
