resource "aws_s3_bucket" "b" { bucket = "aging-bucket" }
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket                                 = aws_s3_bucket.b.id
  expected_bucket_owner                  = "000000000000"
  transition_default_minimum_object_size = "all_storage_classes_128K"
  rule {
    id     = "expire"
    status = "Enabled"
    filter { prefix = "raw/" }
    expiration { days = 30 }
    transition {
      days          = 10
      storage_class = "GLACIER"
    }
    transition {
      days          = 20
      storage_class = "DEEP_ARCHIVE"
    }
  }
  rule {
    id     = "old-versions"
    status = "Disabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days           = 5
      newer_noncurrent_versions = 2
    }
    noncurrent_version_transition {
      noncurrent_days           = 3
      newer_noncurrent_versions = 1
      storage_class             = "STANDARD_IA"
    }
    abort_incomplete_multipart_upload { days_after_initiation = 2 }
  }
  rule {
    id     = "tagged"
    status = "Enabled"
    filter {
      tag {
        key   = "a"
        value = "b"
      }
    }
    expiration { date = "2031-12-31T00:00:00Z" }
  }
  rule {
    id     = "both"
    status = "Enabled"
    filter {
      and {
        prefix                   = "x/"
        tags                     = { c = "d" }
        object_size_greater_than = 500
        object_size_less_than    = 64000
      }
    }
    transition {
      date          = "2031-11-30T00:00:00Z"
      storage_class = "ONEZONE_IA"
    }
  }
  rule {
    id     = "large"
    status = "Enabled"
    filter { object_size_greater_than = 1000 }
    expiration { expired_object_delete_marker = true }
  }
  rule {
    id     = "small"
    status = "Enabled"
    filter { object_size_less_than = 10 }
    expiration { days = 1 }
  }
}
