resource "aws_lambda_layer_version" "l" {
  layer_name       = "layer"
  filename         = "other.zip"
  source_code_hash = filebase64sha256("other.zip")
}
