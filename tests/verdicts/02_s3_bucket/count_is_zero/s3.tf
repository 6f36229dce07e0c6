resource "aws_s3_bucket" "data_lake" {
  count  = var.enabled ? 1 : 0
  bucket = format("%s-data-%s", "mi", "lake")

  lifecycle {
    ignore_changes = [tags["Touched"]]
  }
}
