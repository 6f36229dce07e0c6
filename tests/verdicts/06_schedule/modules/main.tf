provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    events = "http://localhost:4566"
    iam    = "http://localhost:4566"
    lambda = "http://localhost:4566"
    logs   = "http://localhost:4566"
    s3     = "http://localhost:4566"
  }
}

module "lake" {
  source = "./modules/lake"
  name   = var.lake
}

module "capture" {
  source = "./modules/function"

  name       = var.function.name
  handler    = var.function.handler
  timeout    = var.function.timeout
  source_dir = "${path.root}/src"
  variables  = { LAKE = module.lake.name, PREFIX = "raw/iss" }
}

output "lake" {
  value = module.lake.name
}

module "schedule" {
  source   = "./modules/schedule"
  function = module.capture.function
}
