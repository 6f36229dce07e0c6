resource "aws_s3_bucket" "b" {
  bucket = "timed-bucket"
  timeouts {
    create = "5m"
    read   = "6m"
    update = "7m"
    delete = "8m"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "x"
    status = "Enabled"
    filter { prefix = "x/" }
    expiration { days = 1 }
  }
  timeouts {
    create = "5m"
    update = "6m"
  }
}
resource "aws_sqs_queue" "q" {
  name = "timed"
  timeouts {
    create = "4m"
    update = "5m"
    delete = "6m"
  }
}
