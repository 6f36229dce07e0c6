variable "name" {}
variable "handler" {}
variable "source_dir" {}

variable "timeout" {
  default = 3
}

variable "variables" {
  type    = map(string)
  default = {}
}

resource "aws_iam_role" "lambda" {
  name = "lambda-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

data "archive_file" "code" {
  type        = "zip"
  source_dir  = var.source_dir
  output_path = "${path.root}/${var.name}.zip"
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  filename         = data.archive_file.code.output_path
  source_code_hash = data.archive_file.code.output_base64sha256
  handler          = var.handler
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = var.timeout

  dynamic "environment" {
    for_each = length(var.variables) == 0 ? [] : [1]

    content {
      variables = var.variables
    }
  }
}
