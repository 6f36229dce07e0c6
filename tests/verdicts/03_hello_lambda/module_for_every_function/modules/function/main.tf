variable "name" {}
variable "source_file" {}
variable "role" {}

variable "timeout" {
  type = number
}

locals {
  module_name = trimsuffix(basename(var.source_file), ".py")
}

data "archive_file" "package" {
  type        = "zip"
  source_file = var.source_file
  output_path = "${path.root}/${var.name}.zip"
}

resource "aws_lambda_function" "this" {
  function_name    = var.name
  filename         = data.archive_file.package.output_path
  source_code_hash = data.archive_file.package.output_base64sha256
  handler          = "${local.module_name}.handler"
  runtime          = "python3.12"
  role             = var.role
  timeout          = var.timeout
}

output "arn" {
  value = aws_lambda_function.this.arn
}
