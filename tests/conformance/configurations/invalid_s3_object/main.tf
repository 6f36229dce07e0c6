resource "aws_s3_object" "two" {
  bucket  = "abc"
  key     = "x"
  content = "x"
  source  = "hello.zip"
}
resource "aws_s3_object" "acl" {
  bucket                 = "abc"
  key                    = "x"
  acl                    = "x"
  storage_class          = "x"
  server_side_encryption = "x"
}
resource "aws_s3_object" "nokey" {
  bucket = "abc"
  key    = ""
}
