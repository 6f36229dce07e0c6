resource "aws_kms_alias" "k" {
  name          = "x"
  target_key_id = "y"
}
