data "aws_dynamodb_table_item" "half" {
  table_name = "x"
  key        = "{"
}
