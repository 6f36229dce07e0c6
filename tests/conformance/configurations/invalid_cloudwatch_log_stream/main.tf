resource "aws_cloudwatch_log_stream" "colon" {
  name           = "a:b"
  log_group_name = "course"
}

resource "aws_cloudwatch_log_stream" "empty" {
  name           = ""
  log_group_name = "a b"
}
