resource "aws_s3_bucket" "b" { bucket = "full-bucket" }
resource "aws_s3_bucket" "f" {
  bucket        = "forced-bucket"
  force_destroy = true
}
