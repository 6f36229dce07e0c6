localstack = "http://localhost:4566"
bucket     = "mi-data-lake"
