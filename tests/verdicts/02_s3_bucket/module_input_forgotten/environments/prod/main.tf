module "data_lake" {
  source = "../../modules/data_lake"

  name        = "mi-data-lake-prod"
  environment = "prod"
}

output "bucket" {
  value = module.data_lake.bucket
}
