resource "aws_s3_bucket_policy" "gone" {
  bucket = "not-there-bucket"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:*", Resource = "*" }] })
}
