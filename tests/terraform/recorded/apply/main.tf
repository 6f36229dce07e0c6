resource "aws_lambda_function" "no_file" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "missing.zip"
}
resource "aws_lambda_function" "not_a_zip" {
  function_name = "nz"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "main.tf"
}
resource "aws_lambda_function" "no_bucket" {
  function_name = "nb"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  s3_bucket     = "not-there"
  s3_key        = "x"
}
resource "aws_lambda_layer_version" "no_file" {
  layer_name = "a"
  filename   = "missing.zip"
}
resource "aws_s3_bucket" "upper" { bucket = "Mi-Data-Lake" }
resource "aws_s3_bucket" "under" { bucket = "mi_data_lake" }
resource "aws_s3_bucket" "short" { bucket = "ab" }
resource "aws_s3_bucket" "space" { bucket = "mi data" }
resource "aws_s3_bucket" "ip" { bucket = "192.168.1.1" }
resource "aws_s3_bucket" "dup1" { bucket = "dup-dup" }
resource "aws_s3_bucket" "dup2" {
  bucket     = "dup-dup2"
  depends_on = [aws_s3_bucket.dup1]
}
resource "aws_s3_bucket_versioning" "gone" {
  bucket = "not-there-bucket"
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_object" "gone" {
  bucket  = "not-there-bucket"
  key     = "x"
  content = "x"
}
resource "aws_s3_object" "nofile" {
  bucket = aws_s3_bucket.dup1.id
  key    = "x"
  source = "missing.txt"
}
resource "aws_s3_bucket_policy" "gone" {
  bucket = "not-there-bucket"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "gone" {
  role       = "not-there"
  policy_arn = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
}
resource "aws_iam_role_policy" "gone" {
  role   = "not-there"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role" "one" {
  name               = "same"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role" "two" {
  name               = "same"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  depends_on         = [aws_iam_role.one]
}
resource "aws_lambda_alias" "gone" {
  name             = "x"
  function_name    = "not-there"
  function_version = "1"
}
