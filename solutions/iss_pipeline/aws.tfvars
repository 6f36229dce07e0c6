# For real AWS: terraform apply -var-file aws.tfvars. Read MOVING_TO_AWS.md first.
localstack_endpoint = null
bucket_name         = "CHANGE-ME-mi-data-lake"
keep_captures       = true
