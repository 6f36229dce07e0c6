output "bucket" {
  description = "The data lake's bucket."
  value       = aws_s3_bucket.data_lake.bucket
}

output "table" {
  description = "The table of the captures."
  value       = aws_dynamodb_table.capturas.name
}

output "functions" {
  description = "Names to invoke the functions by."
  value       = local.functions
}
