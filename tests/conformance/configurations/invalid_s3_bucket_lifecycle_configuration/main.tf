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
