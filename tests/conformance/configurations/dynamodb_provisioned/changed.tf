resource "aws_dynamodb_table" "t" {
  name           = "provisioned"
  billing_mode   = "PROVISIONED"
  read_capacity  = 7
  write_capacity = 6
  hash_key       = "id"

  attribute {
    name = "id"
    type = "N"
  }
  attribute {
    name = "day"
    type = "S"
  }

  global_secondary_index {
    name            = "by_day"
    hash_key        = "day"
    projection_type = "ALL"
    read_capacity   = 2
    write_capacity  = 4
  }

  global_secondary_index {
    name            = "by_id"
    hash_key        = "id"
    projection_type = "KEYS_ONLY"
    read_capacity   = 1
    write_capacity  = 1
  }
}

resource "aws_dynamodb_table" "gone" {
  name         = "gone"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  timeouts {
    create = "5m"
  }
}
