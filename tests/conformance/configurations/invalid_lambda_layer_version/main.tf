resource "aws_lambda_layer_version" "l" {
  layer_name          = "x"
  compatible_runtimes = ["python3.99"]
  filename            = "hello.zip"
}
resource "aws_lambda_layer_version" "none" {
  layer_name = "x"
}
resource "aws_lambda_layer_version" "two" {
  layer_name = "x"
  filename   = "hello.zip"
  s3_bucket  = "x"
}
