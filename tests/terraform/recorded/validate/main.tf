resource "aws_lambda_function" "bad_runtime" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  filename      = "hello.zip"
  runtime       = "python3.99"
}
resource "aws_lambda_function" "no_source" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
}
resource "aws_lambda_function" "two_sources" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  s3_bucket     = "x"
  s3_key        = "y"
}
resource "aws_lambda_function" "bucket_no_key" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  s3_bucket     = "x"
}
resource "aws_lambda_function" "file_and_key" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  s3_key        = "x"
}
resource "aws_lambda_function" "bad_role" {
  function_name = "a"
  role          = "fake_role"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role2" {
  function_name = "a"
  role          = "arn:aws:iam::123:role/x"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role3" {
  function_name = "a"
  role          = "arn:aws:iam:role/x"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role4" {
  function_name = "a"
  role          = "arn:aws:iam::000000000000:"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "bad_role5" {
  function_name = "a"
  role          = "arn:AWS:iam:x:000000000000:role"
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "empty_role" {
  function_name = "a"
  role          = ""
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "timeout" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  timeout       = 901
}
resource "aws_lambda_function" "timeout0" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  timeout       = 0
}
resource "aws_lambda_function" "memory" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  memory_size   = 64
}
resource "aws_lambda_function" "name" {
  function_name = "a b"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "long_name" {
  function_name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "handler" {
  function_name = "a"
  role          = local.role
  handler       = ""
  runtime       = "python3.12"
  filename      = "hello.zip"
}
resource "aws_lambda_function" "package" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  package_type  = "Tar"
}
resource "aws_lambda_function" "arch" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  architectures = ["x86"]
}
resource "aws_lambda_function" "reserved" {
  function_name                  = "a"
  role                           = local.role
  handler                        = "a.b"
  runtime                        = "python3.12"
  filename                       = "hello.zip"
  reserved_concurrent_executions = -2
}
resource "aws_lambda_function" "layers" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  layers        = ["my-layer"]
}
resource "aws_lambda_function" "storage" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  ephemeral_storage { size = 100 }
}
resource "aws_lambda_function" "tracing" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  tracing_config { mode = "On" }
}
resource "aws_lambda_function" "env" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  environment { variables = { "a-b" = "x" } }
}
resource "aws_lambda_function" "dead" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  dead_letter_config { target_arn = "queue" }
}
resource "aws_lambda_function" "kms" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  kms_key_arn   = "key"
}
resource "aws_lambda_function" "logging" {
  function_name = "a"
  role          = local.role
  handler       = "a.b"
  runtime       = "python3.12"
  filename      = "hello.zip"
  logging_config { log_format = "XML" }
}
resource "aws_s3_bucket" "both" {
  bucket        = "a-b-c"
  bucket_prefix = "a-b-"
}
resource "aws_s3_bucket" "long" {
  bucket = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}
resource "aws_s3_bucket" "longp" {
  bucket_prefix = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}
resource "aws_s3_bucket" "acl" {
  bucket = "abc"
  acl    = "secret"
}
resource "aws_s3_bucket" "policy" {
  bucket = "abc"
  policy = "{x"
}
resource "aws_s3_bucket_acl" "acl" {
  bucket = "abc"
  acl    = "secret"
}
resource "aws_s3_bucket_acl" "none" {
  bucket = "abc"
}
resource "aws_s3_bucket_versioning" "v" {
  bucket = "abc"
  versioning_configuration { status = "On" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = ""
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "v" {
  bucket = "abc"
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES" }
  }
}
resource "aws_s3_bucket_ownership_controls" "v" {
  bucket = "abc"
  rule { object_ownership = "Me" }
}
resource "aws_s3_bucket_policy" "v" {
  bucket = "abc"
  policy = "not json"
}
resource "aws_s3_bucket_policy" "w" {
  bucket = "abc"
  policy = "{ \"a\": }"
}
resource "aws_s3_bucket_lifecycle_configuration" "v" {
  bucket = "abc"
  rule {
    id     = "x"
    status = "On"
    expiration { days = 1 }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "w" {
  bucket = "abc"
  rule {
    id     = "x"
    status = "Enabled"
    transition {
      days          = 30
      storage_class = "COLD"
    }
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "x" {
  bucket = "abc"
  rule {
    id     = "x"
    status = "Enabled"
  }
}
resource "aws_s3_bucket_cors_configuration" "v" {
  bucket = "abc"
}
resource "aws_s3_object" "two" {
  bucket  = "abc"
  key     = "x"
  content = "x"
  source  = "hello.zip"
}
resource "aws_s3_object" "acl" {
  bucket                 = "abc"
  key                    = "x"
  acl                    = "x"
  storage_class          = "x"
  server_side_encryption = "x"
}
resource "aws_s3_object" "nokey" {
  bucket = "abc"
  key    = ""
}
resource "aws_iam_role" "json" {
  name               = "x"
  assume_role_policy = "nope"
}
resource "aws_iam_role" "json2" {
  name               = "x"
  assume_role_policy = "{ \"Version\": \"2012-10-17\", }"
}
resource "aws_iam_role" "json3" {
  name               = "x"
  assume_role_policy = ""
}
resource "aws_iam_role" "json4" {
  name               = "x"
  assume_role_policy = "[1]"
}
resource "aws_iam_role" "name" {
  name               = "a b"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "longname" {
  name               = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "both" {
  name               = "aaa"
  name_prefix        = "b"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "session" {
  name                 = "aaa"
  max_session_duration = 10
  assume_role_policy   = "{}"
  path                 = "x"
}
resource "aws_iam_role_policy" "name" {
  name   = "a b"
  role   = "x"
  policy = "x"
}
resource "aws_iam_policy" "name" {
  name   = "a b"
  policy = "{"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = "r"
  policy_arn = "AWSLambdaBasicExecutionRole"
}
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
resource "aws_lambda_alias" "a" {
  name             = "a b"
  function_name    = "x y"
  function_version = "x"
}
resource "aws_lambda_function_event_invoke_config" "e" {
  function_name                = "x"
  maximum_retry_attempts       = 5
  maximum_event_age_in_seconds = 5
}
resource "aws_cloudwatch_log_group" "l" {
  name              = "a b"
  retention_in_days = 8
}
resource "aws_cloudwatch_log_group" "m" {
  name            = "ab"
  name_prefix     = "x"
  log_group_class = "X"
}
resource "aws_sqs_queue" "q" {
  name                       = "abc"
  name_prefix                = "x"
  delay_seconds              = 1000
  visibility_timeout_seconds = 50000
  message_retention_seconds  = 1
  max_message_size           = 1
  receive_wait_time_seconds  = 21
}
resource "aws_sqs_queue" "j" {
  name           = "abc"
  redrive_policy = "x"
  policy         = "x"
}
resource "aws_sqs_queue_policy" "j" {
  queue_url = "x"
  policy    = "x"
}
resource "aws_kms_key" "k" {
  key_usage                = "X"
  customer_master_key_spec = "Y"
  deletion_window_in_days  = 1
  policy                   = "x"
}
resource "aws_kms_alias" "k" {
  name          = "x"
  target_key_id = "y"
}
data "aws_iam_policy_document" "d" {
  version = "2020"
  statement {
    effect  = "Permit"
    actions = ["x"]
  }
}
data "aws_iam_policy_document" "src" {
  source_policy_documents = ["x"]
}
data "aws_arn" "bad" { arn = "x" }
