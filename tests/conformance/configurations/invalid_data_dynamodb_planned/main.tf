data "aws_dynamodb_table" "missing" {
  name = "nope"
}
