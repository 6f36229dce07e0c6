provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    iam    = "http://localhost:4566"
    lambda = "http://localhost:4566"
    logs   = "http://localhost:4566"
    s3     = "http://localhost:4566"
  }
}

variable "functions" {
  type = map(object({ file = string, timeout = optional(number) }))

  default = {
    "hello-lambda" = { file = "hello.py" }
    "capturar-iss" = { file = "capturar_iss.py", timeout = 20 }
  }
}

data "archive_file" "code" {
  for_each    = var.functions
  type        = "zip"
  output_path = "${path.module}/${each.key}.zip"

  source {
    content  = file("${path.module}/lambdas/${each.value.file}")
    filename = "lambda_function.py"
  }
}

resource "aws_lambda_function" "all" {
  for_each         = var.functions
  function_name    = each.key
  filename         = data.archive_file.code[each.key].output_path
  source_code_hash = data.archive_file.code[each.key].output_base64sha256
  handler          = "lambda_function.handler"
  runtime          = "python3.12"
  role             = aws_iam_role.lambda.arn
  timeout          = each.value.timeout
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
