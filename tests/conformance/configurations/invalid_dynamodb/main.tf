resource "aws_dynamodb_table" "billing" {
  name         = "billing"
  billing_mode = "ON_DEMAND"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "kind" {
  name         = "kind"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "other"
    type = "String"
  }
}
resource "aws_dynamodb_table" "projection" {
  name         = "projection"
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
  global_secondary_index {
    name            = "x"
    hash_key        = "day"
    projection_type = "SOME"
  }
}
resource "aws_dynamodb_table" "local_projection" {
  name         = "local_projection"
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
    projection_type = "SOME"
  }
}
resource "aws_dynamodb_table" "view" {
  name         = "view"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  stream_enabled   = true
  stream_view_type = "NEW"
}
resource "aws_dynamodb_table" "class" {
  name         = "class"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  table_class = "CHEAP"
}
resource "aws_dynamodb_table" "days" {
  name         = "days"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = 40
  }
}
resource "aws_dynamodb_table" "key" {
  name         = "key"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = "abc"
  }
}
resource "aws_dynamodb_table" "restored" {
  name         = "restored"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  restore_source_table_arn = "abc"
}
resource "aws_dynamodb_table" "both" {
  name         = "both"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  read_capacity = 1
  on_demand_throughput {
    max_read_request_units = 1
  }
}
resource "aws_dynamodb_table_item" "half" {
  table_name = "x"
  hash_key   = "id"
  item       = "{"
}
resource "aws_dynamodb_table_item" "top" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode(["a"])
}
resource "aws_dynamodb_table_item" "raw" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = "x" })
}
resource "aws_dynamodb_table_item" "two" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = { S = "a", N = "1" } })
}
resource "aws_dynamodb_table_item" "mark" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = { Z = "a" } })
}
resource "aws_dynamodb_table_item" "number" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = { N = 5 } })
}
resource "aws_dynamodb_table_item" "element" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = { SS = [1] } })
}
resource "aws_dynamodb_table_item" "bytes" {
  table_name = "x"
  hash_key   = "id"
  item       = jsonencode({ a = { B = "***" } })
}
resource "aws_dynamodb_table_item" "quotes" {
  table_name = "x"
  hash_key   = "id"
  item       = "{'a': 1}"
}
resource "aws_dynamodb_table_item" "tail" {
  table_name = "x"
  hash_key   = "id"
  item       = "{} x"
}
