resource "aws_lambda_layer_version" "no_file" {
  layer_name = "a"
  filename   = "missing.zip"
}
