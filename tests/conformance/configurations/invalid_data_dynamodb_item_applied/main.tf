resource "aws_dynamodb_table" "t" {
  name         = "t"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
data "aws_dynamodb_table_item" "missing" {
  table_name = aws_dynamodb_table.t.name
  key        = jsonencode({ id = { S = "1" } })
}
