resource "aws_dynamodb_table" "short" {
  name         = "ab"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "spaced" {
  name         = "a b"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "same" {
  name         = "same"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "local" {
  name         = "local"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "day"
    type = "S"
  }
  local_secondary_index {
    name            = "x"
    range_key       = "day"
    projection_type = "ALL"
  }
}
resource "aws_dynamodb_table" "idle" {
  name           = "idle"
  read_capacity  = 1
  write_capacity = 1
  hash_key       = "id"

  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "day"
    type = "S"
  }
  global_secondary_index {
    name            = "x"
    hash_key        = "day"
    projection_type = "ALL"
  }
}
resource "aws_dynamodb_table" "first" {
  name         = "twice"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "second" {
  name         = "twice"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  depends_on = [aws_dynamodb_table.first]
}
resource "aws_dynamodb_table_item" "no_key" {
  table_name = aws_dynamodb_table.first.name
  hash_key   = "id"
  item       = jsonencode({ other = { S = "x" } })
}
resource "aws_dynamodb_table_item" "wrong_key" {
  table_name = aws_dynamodb_table.first.name
  hash_key   = "id"
  item       = jsonencode({ id = { N = "1" } })
}
resource "aws_dynamodb_table_item" "once" {
  table_name = aws_dynamodb_table.first.name
  hash_key   = "id"
  item       = jsonencode({ id = { S = "1" } })
}
resource "aws_dynamodb_table_item" "again" {
  table_name = aws_dynamodb_table.first.name
  hash_key   = "id"
  item       = jsonencode({ id = { S = "1" } })
  depends_on = [aws_dynamodb_table_item.once]
}
resource "aws_dynamodb_table_item" "nowhere" {
  table_name = "nope"
  hash_key   = "id"
  item       = jsonencode({ id = { S = "1" } })
}
