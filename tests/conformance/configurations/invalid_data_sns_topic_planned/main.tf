data "aws_sns_topic" "nowhere" {
  name = "nowhere"
}
