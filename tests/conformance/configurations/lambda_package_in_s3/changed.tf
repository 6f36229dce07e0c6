resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_s3_bucket" "b" {
  bucket        = "packages"
  force_destroy = true
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_object" "z" {
  bucket      = aws_s3_bucket_versioning.b.bucket
  key         = "hello.zip"
  source      = "other.zip"
  source_hash = filemd5("other.zip")
}
resource "aws_lambda_function" "f" {
  function_name     = "from-s3"
  role              = aws_iam_role.r.arn
  handler           = "hello.handler"
  runtime           = "python3.12"
  s3_bucket         = aws_s3_object.z.bucket
  s3_key            = aws_s3_object.z.key
  s3_object_version = aws_s3_object.z.version_id
}
resource "aws_lambda_layer_version" "l" {
  layer_name        = "from-s3"
  s3_bucket         = aws_s3_object.z.bucket
  s3_key            = aws_s3_object.z.key
  s3_object_version = aws_s3_object.z.version_id
}
