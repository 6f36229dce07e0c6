resource "aws_cloudwatch_event_bus" "b" {
  name = "mio"
}
