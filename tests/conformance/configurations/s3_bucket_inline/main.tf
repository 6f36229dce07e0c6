resource "aws_s3_bucket" "b" {
  bucket = "old-style-bucket"
  acl    = "private"
  policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  versioning {
    enabled = true
  }
  cors_rule {
    allowed_headers = ["x"]
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["y"]
    max_age_seconds = 30
  }
  lifecycle_rule {
    id                                     = "raw"
    enabled                                = true
    prefix                                 = "raw/"
    abort_incomplete_multipart_upload_days = 3
    expiration {
      days = 30
    }
    transition {
      days          = 10
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration { days = 9 }
    noncurrent_version_transition {
      days          = 5
      storage_class = "STANDARD_IA"
    }
  }
  lifecycle_rule {
    enabled = false
    tags    = { a = "b" }
    expiration { expired_object_delete_marker = true }
  }
  server_side_encryption_configuration {
    rule {
      bucket_key_enabled = true
      apply_server_side_encryption_by_default {
        kms_master_key_id = "alias/aws/s3"
        sse_algorithm     = "aws:kms"
      }
    }
  }
}
