resource "aws_s3_bucket" "b" { bucket = "policy-bucket" }
resource "aws_s3_bucket" "c" { bucket = "other-bucket" }
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*" }]
  })
}
data "aws_s3_bucket_policy" "b" { bucket = aws_s3_bucket_policy.b.bucket }
