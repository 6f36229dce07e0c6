resource "aws_iam_role" "json" {
  name               = "x"
  assume_role_policy = "nope"
}
resource "aws_iam_role" "json2" {
  name               = "x"
  assume_role_policy = "{ \"Version\": \"2012-10-17\", }"
}
resource "aws_iam_role" "json3" {
  name               = "x"
  assume_role_policy = ""
}
resource "aws_iam_role" "json4" {
  name               = "x"
  assume_role_policy = "[1]"
}
resource "aws_iam_role" "name" {
  name               = "a b"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "longname" {
  name               = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "both" {
  name               = "aaa"
  name_prefix        = "b"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "session" {
  name                 = "aaa"
  max_session_duration = 10
  assume_role_policy   = "{}"
  path                 = "x"
}
