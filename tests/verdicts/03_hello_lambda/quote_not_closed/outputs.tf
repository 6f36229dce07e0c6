output "bucket_name" {
  description = "Name of the data lake's bucket."
  value       = aws_s3_bucket.data_lake.bucket
}

output "function_name" {
  description = "Name to invoke the function by."
  value       = aws_lambda_function.hello.function_name
}
