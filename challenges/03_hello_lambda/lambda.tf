# Zips the code on every plan, so that the package always holds today's source.
data "archive_file" "hello" {
  type        = "zip"
  source_file = "${path.module}/lambdas/hello.py"
  output_path = "${path.module}/build/hello.zip"
}

resource "aws_cloudwatch_log_group" "hello" {
  name              = "/aws/lambda/hello-lambda"
  retention_in_days = 14
}

# TODO: describe the function hello-lambda with resource "aws_lambda_function" "hello".
#       It needs: function_name, filename, source_code_hash, handler, runtime and role.
#       The role is in iam.tf: aws_iam_role.hello.arn
