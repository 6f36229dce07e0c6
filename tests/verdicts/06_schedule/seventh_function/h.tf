
data "archive_file" "h" {
  type = "zip"
  output_path = "${path.module}/build/h.zip"
  source {
    content = "def handler(event, context):\n    return 1\n"
    filename = "h.py"
  }
}
resource "aws_lambda_function" "h" {
  count = 6
  function_name = "app-${count.index}"
  filename = data.archive_file.h.output_path
  handler = "h.handler"
  runtime = "python3.12"
  role = aws_iam_role.capturar_iss.arn
}
