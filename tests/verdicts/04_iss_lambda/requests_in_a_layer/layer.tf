resource "aws_lambda_layer_version" "requests" {
  layer_name          = "requests"
  filename            = "${path.module}/layers/requests.zip"
  source_code_hash    = filebase64sha256("${path.module}/layers/requests.zip")
  compatible_runtimes = ["python3.11", "python3.12"]
}
