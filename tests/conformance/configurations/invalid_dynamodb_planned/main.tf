resource "aws_dynamodb_table" "unused" {
  name         = "unused"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "latitude"
    type = "N"
  }
  attribute {
    name = "longitude"
    type = "N"
  }
}
resource "aws_dynamodb_table" "missing" {
  name         = "missing"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

}
resource "aws_dynamodb_table" "no_hash" {
  name         = "no_hash"
  billing_mode = "PAY_PER_REQUEST"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "index" {
  name         = "index"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  global_secondary_index {
    name            = "x"
    hash_key        = "day"
    projection_type = "ALL"
  }
}
resource "aws_dynamodb_table" "ranged" {
  name         = "ranged"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "at"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "throughput" {
  name     = "throughput"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
}
resource "aws_dynamodb_table" "half" {
  name     = "half"
  hash_key = "id"

  attribute {
    name = "id"
    type = "S"
  }
  read_capacity = 1
}
resource "aws_dynamodb_table" "needless" {
  name         = "needless"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  read_capacity  = 5
  write_capacity = 5
}
resource "aws_dynamodb_table" "unnamed" {
  name         = "unnamed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  ttl {
    enabled = true
  }
}
resource "aws_dynamodb_table" "empty" {
  name         = "empty"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
  ttl {
    enabled        = true
    attribute_name = ""
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
  stream_enabled = true
}
