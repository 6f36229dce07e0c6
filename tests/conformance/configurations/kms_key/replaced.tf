resource "aws_kms_key" "k" {
  description              = "for queues"
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
}
resource "aws_kms_alias" "k" {
  name          = "alias/other"
  target_key_id = aws_kms_key.k.key_id
}
