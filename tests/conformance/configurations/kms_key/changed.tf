resource "aws_kms_key" "k" {
  description = "for queues"
  is_enabled  = false
  tags        = { a = "3" }
}
resource "aws_kms_key" "signing" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
  multi_region             = true
  description              = "signs"
}
resource "aws_kms_alias" "k" {
  name          = "alias/buckets"
  target_key_id = aws_kms_key.signing.key_id
}
