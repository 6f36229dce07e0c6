data "aws_s3_object" "gone" {
  bucket = "not-there"
  key    = "x"
}
