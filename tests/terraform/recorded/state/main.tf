resource "aws_s3_bucket" "b" { bucket = "mi-data-lake" }
resource "aws_s3_bucket" "p" {
  bucket_prefix = "pre-"
  force_destroy = true
  tags          = { a = "1" }
}
resource "aws_s3_bucket" "old" {
  bucket = "old-style-bucket"
  acl    = "private"
  versioning { enabled = true }
  lifecycle_rule {
    enabled = true
    id      = "x"
    expiration { days = 3 }
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
    }
  }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket              = aws_s3_bucket.b.id
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter { prefix = "raw/" }
    expiration { days = 30 }
    transition {
      days          = 10
      storage_class = "GLACIER"
    }
  }
  rule {
    id     = "all"
    status = "Enabled"
    noncurrent_version_expiration { noncurrent_days = 5 }
    abort_incomplete_multipart_upload { days_after_initiation = 2 }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.p.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = ["s3:GetObject"], Resource = "${aws_s3_bucket.p.arn}/*" }] })
}
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "BucketOwnerPreferred" }
}
resource "aws_s3_bucket_acl" "b" {
  bucket     = aws_s3_bucket.b.id
  acl        = "private"
  depends_on = [aws_s3_bucket_ownership_controls.b]
}
resource "aws_s3_bucket_cors_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}
resource "aws_s3_object" "o" {
  bucket       = aws_s3_bucket.b.id
  key          = "raw/a.json"
  content      = "{}"
  content_type = "application/json"
}
resource "aws_s3_object" "f" {
  bucket = aws_s3_bucket.b.id
  key    = "raw/f.py"
  source = "hello.py"
  etag   = filemd5("hello.py")
}
resource "aws_s3_bucket_object" "old" {
  bucket  = aws_s3_bucket.b.id
  key     = "raw/old.txt"
  content = "hello"
}
resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}
resource "aws_iam_role" "inline" {
  name_prefix        = "inl-"
  description        = "d"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }] })
  inline_policy {
    name   = "x"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
  }
}
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "full" {
  source_policy_documents = [data.aws_iam_policy_document.assume.json]
  statement {
    sid       = "one"
    effect    = "Deny"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*", aws_s3_bucket.b.arn]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::000000000000:root", "arn:aws:iam::111111111111:root"]
    }
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = ["1", "2"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["x"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:x"
      values   = ["z"]
    }
  }
  statement {
    not_actions   = ["s3:*"]
    not_resources = ["*"]
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "over" {
  source_policy_documents   = [data.aws_iam_policy_document.full.json]
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "one", Effect = "Allow", Action = "s3:*", Resource = "*" }] })]
  policy_id                 = "pid"

  statement {
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    actions = ["*"]
  }
  statement {
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
    actions   = ["a:b", "a:a", "a:c"]
    resources = ["b", "a"]
  }
}
resource "aws_iam_role_policy" "rp" {
  name   = "s3"
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy" "rp2" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_policy" "p" {
  name   = "pol"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
resource "aws_lambda_function" "f" {
  function_name    = "hello-lambda"
  role             = aws_iam_role.r.arn
  handler          = "hello.handler"
  runtime          = "python3.12"
  filename         = "hello.zip"
  source_code_hash = filebase64sha256("hello.zip")
  environment { variables = { A = "b" } }
  layers = [aws_lambda_layer_version.l.arn]
}
resource "aws_lambda_function" "g" {
  function_name = "g"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  filename      = "hello.zip"
  publish       = true
  timeout       = 30
  dead_letter_config { target_arn = aws_sqs_queue.q.arn }
  tags = { x = "y" }
}
resource "aws_lambda_function" "s" {
  function_name = "s"
  role          = aws_iam_role.r.arn
  handler       = "hello.handler"
  runtime       = "python3.12"
  s3_bucket     = aws_s3_bucket.b.id
  s3_key        = aws_s3_object.z.key
}
resource "aws_s3_object" "z" {
  bucket      = aws_s3_bucket.b.id
  key         = "z.zip"
  source      = "hello.zip"
  source_hash = filemd5("hello.zip")
}
resource "aws_lambda_layer_version" "l" {
  layer_name          = "lay"
  filename            = "hello.zip"
  compatible_runtimes = ["python3.12"]
}
resource "aws_lambda_alias" "a" {
  name             = "live"
  function_name    = aws_lambda_function.g.function_name
  function_version = aws_lambda_function.g.version
}
resource "aws_lambda_function_event_invoke_config" "e" {
  function_name          = aws_lambda_function.f.function_name
  maximum_retry_attempts = 0
}
resource "aws_cloudwatch_log_group" "l" {
  name              = "/aws/lambda/hello-lambda"
  retention_in_days = 7
}
resource "aws_sqs_queue" "q" { name = "dead" }
resource "aws_sqs_queue" "q2" {
  name           = "live"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.q.arn, maxReceiveCount = 3 })
}
resource "aws_sqs_queue" "fifo" {
  name       = "a.fifo"
  fifo_queue = true
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sqs:*", Effect = "Allow", Principal = "*", Resource = aws_sqs_queue.q.arn }] })
}
resource "aws_sqs_queue_redrive_allow_policy" "q" {
  queue_url            = aws_sqs_queue.q.id
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.q2.arn] })
}
resource "aws_kms_key" "k" { description = "key" }
resource "aws_kms_alias" "k" {
  name          = "alias/x"
  target_key_id = aws_kms_key.k.key_id
}
data "aws_caller_identity" "c" {}
data "aws_region" "r" {}
data "aws_partition" "p" {}
data "aws_s3_bucket" "b" { bucket = aws_s3_bucket.b.id }
data "aws_s3_object" "b" {
  bucket = aws_s3_bucket.b.id
  key    = aws_s3_object.o.key
}
data "aws_s3_objects" "b" {
  bucket     = aws_s3_bucket.b.id
  depends_on = [aws_s3_object.o]
}
data "aws_s3_bucket_policy" "b" { bucket = aws_s3_bucket_policy.b.id }
data "aws_lambda_function" "f" { function_name = aws_lambda_function.f.function_name }
data "aws_lambda_layer_version" "f" { layer_name = aws_lambda_layer_version.l.layer_name }
data "aws_lambda_alias" "f" {
  function_name = aws_lambda_function.g.function_name
  name          = aws_lambda_alias.a.name
}
data "aws_lambda_functions" "f" { depends_on = [aws_lambda_function.f] }
data "aws_iam_role" "r" { name = aws_iam_role.r.name }
data "aws_iam_policy" "r" { arn = aws_iam_policy.p.arn }
data "aws_cloudwatch_log_group" "l" { name = aws_cloudwatch_log_group.l.name }
data "aws_sqs_queue" "q" { name = aws_sqs_queue.q.name }
data "aws_sqs_queues" "q" { depends_on = [aws_sqs_queue.q] }
data "aws_kms_key" "k" { key_id = aws_kms_key.k.key_id }
data "aws_arn" "a" { arn = "arn:aws:s3:::b/c" }
data "aws_canonical_user_id" "c" {}
data "aws_availability_zones" "z" {}
data "aws_regions" "z" {}
