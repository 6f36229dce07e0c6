resource "aws_kms_key" "k" {
  key_usage                = "X"
  customer_master_key_spec = "Y"
  deletion_window_in_days  = 1
  policy                   = "x"
}
