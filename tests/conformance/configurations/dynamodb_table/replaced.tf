resource "aws_kms_key" "k" {}

resource "aws_dynamodb_table" "t" {
  name                        = "capturas-iss"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "capture_id"
  stream_enabled              = true
  stream_view_type            = "KEYS_ONLY"
  table_class                 = "STANDARD"
  deletion_protection_enabled = false
  tags                        = { a = "3", c = "4" }

  attribute {
    name = "capture_id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
  attribute {
    name = "day"
    type = "S"
  }

  global_secondary_index {
    name               = "by_day"
    hash_key           = "day"
    range_key          = "at"
    projection_type    = "INCLUDE"
    non_key_attributes = ["latitude"]
  }

  on_demand_throughput {
    max_read_request_units  = 11
    max_write_request_units = 20
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = false
  }

  server_side_encryption {
    enabled = false
  }
}

resource "aws_dynamodb_table" "plain" {
  name           = "other"
  read_capacity  = 3
  write_capacity = 4
  hash_key       = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

data "aws_dynamodb_table" "t" {
  name = aws_dynamodb_table.t.name
}

data "aws_dynamodb_table" "plain" {
  name = aws_dynamodb_table.plain.name
}

resource "aws_dynamodb_table" "limited" {
  name         = "limited"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  global_secondary_index {
    name            = "again"
    hash_key        = "id"
    projection_type = "KEYS_ONLY"

    on_demand_throughput {
      max_read_request_units  = 5
      max_write_request_units = 6
    }
  }

  server_side_encryption {
    enabled = true
  }
}

data "aws_dynamodb_table" "limited" {
  name = aws_dynamodb_table.limited.name
}
