resource "aws_lambda_function" "no_runtime" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "image" {
  function_name = "a"
  role          = local.role
  package_type  = "Image"
  filename      = "hello.zip"
}
resource "aws_sqs_queue" "fifo" {
  name       = "abc"
  fifo_queue = true
}
resource "aws_sqs_queue" "name" {
  name = "a b"
}
resource "aws_sqs_queue" "dedup" {
  name                        = "ab"
  content_based_deduplication = true
}
data "aws_iam_policy_document" "dup" {
  statement {
    sid       = "a"
    actions   = ["x:y"]
    resources = ["*"]
  }
  statement {
    sid       = "a"
    actions   = ["x:z"]
    resources = ["*"]
  }
}
data "aws_s3_bucket" "gone" { bucket = "not-there" }
data "aws_lambda_function" "gone" { function_name = "not-there" }
data "aws_iam_role" "gone" { name = "not-there" }
data "aws_iam_policy" "gone" { name = "not-there" }
data "aws_s3_object" "gone" {
  bucket = "not-there"
  key    = "x"
}
data "aws_sqs_queue" "gone" { name = "not-there" }
data "aws_cloudwatch_log_group" "gone" { name = "not-there" }
data "aws_kms_key" "gone" { key_id = "alias/not-there" }
data "aws_region" "gone" { name = "mars-1" }
