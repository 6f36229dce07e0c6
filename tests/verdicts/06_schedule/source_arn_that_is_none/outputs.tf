output "bucket_name" {
  description = "Name of the data lake's bucket."
  value       = aws_s3_bucket.data_lake.bucket
}

output "function_name" {
  description = "Name to invoke the function by."
  value       = aws_lambda_function.capturar_iss.function_name
}

output "rule_arn" {
  description = "The rule that runs the function."
  value       = aws_cloudwatch_event_rule.cada_minuto.arn
}
