resource "aws_lambda_layer_version" "l" {
  layer_name               = "layer"
  filename                 = "hello.zip"
  source_code_hash         = filebase64sha256("hello.zip")
  description              = "greetings"
  license_info             = "MIT"
  compatible_runtimes      = ["python3.12", "python3.11"]
  compatible_architectures = ["x86_64", "arm64"]
}
data "aws_lambda_layer_version" "l" {
  layer_name = aws_lambda_layer_version.l.layer_name
  version    = aws_lambda_layer_version.l.version
}
data "aws_lambda_layer_version" "runtime" {
  layer_name         = aws_lambda_layer_version.l.layer_name
  compatible_runtime = "python3.11"
}
data "aws_lambda_layer_version" "architecture" {
  layer_name              = aws_lambda_layer_version.l.layer_name
  compatible_architecture = "arm64"
}
