resource "aws_s3_bucket_policy" "v" {
  bucket = "abc"
  policy = "not json"
}
resource "aws_s3_bucket_policy" "w" {
  bucket = "abc"
  policy = "{ \"a\": }"
}
