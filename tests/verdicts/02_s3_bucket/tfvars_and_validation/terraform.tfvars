region    = "eu-west-1"
stage     = "dev"
endpoints = { default = "http://localhost:4566" }
tags      = { Curso = "Big Data" }

buckets = {
  dev  = { name = "mi-data-lake", disposable = true }
  prod = { name = "mi-data-lake-prod" }
}
