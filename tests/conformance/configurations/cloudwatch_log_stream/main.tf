resource "aws_cloudwatch_log_group" "course" {
  name = "course"
}

resource "aws_cloudwatch_log_stream" "first" {
  name           = "first"
  log_group_name = aws_cloudwatch_log_group.course.name
}
