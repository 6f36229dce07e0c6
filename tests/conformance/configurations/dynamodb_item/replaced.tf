resource "aws_dynamodb_table" "t" {
  name         = "capturas-iss"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"
  range_key    = "at"

  attribute {
    name = "capture_id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
}

resource "aws_dynamodb_table" "other" {
  name         = "other"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"
  range_key    = "at"

  attribute {
    name = "capture_id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
}

resource "aws_dynamodb_table_item" "i" {
  table_name = aws_dynamodb_table.other.name
  hash_key   = aws_dynamodb_table.t.hash_key
  range_key  = aws_dynamodb_table.t.range_key

  item = jsonencode({
    capture_id = { S = "x" }
    at         = { N = "1" }
    latitude   = { N = "26.5" }
    ok         = { BOOL = true }
    raw        = { B = "AQI=" }
    list       = { L = [{ S = "a" }, { N = "2" }] }
    map        = { M = { none = { NULL = true } } }
    texts      = { SS = ["a", "b"] }
  })
}

# The official provider orders the id of a data source by chance where the key has two parts.
resource "aws_dynamodb_table" "single" {
  name         = "single"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"

  attribute {
    name = "capture_id"
    type = "S"
  }
}

resource "aws_dynamodb_table_item" "single" {
  table_name = aws_dynamodb_table.single.name
  hash_key   = aws_dynamodb_table.single.hash_key
  item       = jsonencode({ capture_id = { S = "x" }, latitude = { N = "1.50" }, ok = { BOOL = true } })
}

data "aws_dynamodb_table_item" "single" {
  table_name                 = aws_dynamodb_table.single.name
  key                        = jsonencode({ capture_id = { S = "x" } })
  projection_expression      = "#L, ok"
  expression_attribute_names = { "#L" = "latitude" }
  depends_on                 = [aws_dynamodb_table_item.single]
}
