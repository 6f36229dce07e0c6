resource "aws_kms_key" "k" {
  description                        = "for buckets"
  deletion_window_in_days            = 7
  enable_key_rotation                = true
  rotation_period_in_days            = 100
  is_enabled                         = true
  bypass_policy_lockout_safety_check = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "all", Effect = "Allow", Principal = { AWS = "arn:aws:iam::000000000000:root" }, Action = "kms:*", Resource = "*" }]
  })
  tags = { a = "1", b = "2" }
  timeouts { create = "3m" }
}
resource "aws_kms_key" "signing" {
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
  multi_region             = true
}
resource "aws_kms_alias" "k" {
  name          = "alias/buckets"
  target_key_id = aws_kms_key.k.key_id
}
resource "aws_kms_alias" "p" {
  name_prefix   = "alias/pre-"
  target_key_id = aws_kms_key.k.arn
}
resource "aws_kms_alias" "u" {
  target_key_id = aws_kms_key.k.arn
}
data "aws_kms_key" "k" { key_id = aws_kms_alias.k.name }
data "aws_kms_key" "a" { key_id = aws_kms_key.k.arn }
