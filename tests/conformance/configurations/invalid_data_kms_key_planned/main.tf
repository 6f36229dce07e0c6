data "aws_kms_key" "gone" { key_id = "alias/not-there" }
