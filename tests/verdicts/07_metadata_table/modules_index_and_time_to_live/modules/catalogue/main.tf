variable "name" {}

variable "indexed" {
  type    = map(string)
  default = {}
}

resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "capture_id"
  deletion_protection_enabled = false

  dynamic "attribute" {
    for_each = toset(concat(["capture_id"], values(var.indexed)))

    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.indexed

    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value
      range_key       = "capture_id"
      projection_type = "ALL"
    }
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }
}

output "name" {
  value = aws_dynamodb_table.this.name
}
