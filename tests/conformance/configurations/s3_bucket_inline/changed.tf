resource "aws_s3_bucket" "b" {
  bucket = "old-style-bucket"
  acl    = "private"
  policy = jsonencode({ Version = "2008-10-17", Statement = [] })
  versioning {
    enabled = false
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
  lifecycle_rule {
    id      = "raw"
    enabled = true
    expiration { date = "2031-12-31" }
    transition {
      date          = "2031-11-30"
      storage_class = "GLACIER"
    }
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
    }
  }
}
