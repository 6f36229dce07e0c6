provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    dynamodb = "http://localhost:4566"
    events   = "http://localhost:4566"
    iam      = "http://localhost:4566"
    lambda   = "http://localhost:4566"
    s3       = "http://localhost:4566"
  }
}

module "lake" {
  source = "./modules/lake"
  name   = var.names.lake
}

module "catalogue" {
  source  = "./modules/catalogue"
  name    = var.names.table
  indexed = { by_day = "day" }
}

module "capture" {
  source = "./modules/function"

  name       = var.names.function
  handler    = "captura/principal.manejador"
  timeout    = 12
  source_dir = "${path.root}/src"
  variables  = { LAKE = module.lake.name, TABLE = module.catalogue.name }
}
