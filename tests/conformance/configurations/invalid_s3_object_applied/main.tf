resource "aws_s3_bucket" "dup1" { bucket = "dup-dup" }
resource "aws_s3_object" "gone" {
  bucket  = "not-there-bucket"
  key     = "x"
  content = "x"
}
resource "aws_s3_object" "nofile" {
  bucket = aws_s3_bucket.dup1.id
  key    = "x"
  source = "missing.txt"
}
