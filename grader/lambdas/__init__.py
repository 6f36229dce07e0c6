"""A submission's Lambda functions: what its Terraform says of them, their packages, their runs."""
