output "arns" {
  value = { for name, bucket in module.bucket : name => bucket.arn }
}
