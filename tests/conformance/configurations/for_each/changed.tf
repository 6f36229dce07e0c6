variable "names" { default = ["raw", "old"] }
locals { queues = { for name in var.names : name => { tags = { name = name } } } }
resource "aws_s3_bucket" "b" {
  for_each = toset(var.names)
  bucket   = "${each.key}-bucket"
}
resource "aws_s3_bucket_versioning" "b" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_cloudwatch_log_group" "l" {
  count             = 1
  name              = "group-${count.index}"
  retention_in_days = count.index == 0 ? 1 : 3
}
resource "aws_iam_role" "r" {
  for_each           = local.queues
  name               = each.key
  tags               = each.value.tags
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
output "buckets" { value = { for name, one in aws_s3_bucket.b : name => one.arn } }
