# One item a capture. Only keys are declared: every other attribute is the item's own affair.
resource "aws_dynamodb_table" "capturas" {
  name         = "capturas-iss"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "capture_id"

  attribute {
    name = "capture_id"
    type = "S"
  }

  tags = {
    Project = "groundtrack"
  }
}
