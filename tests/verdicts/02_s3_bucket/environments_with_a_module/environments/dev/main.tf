module "data_lake" {
  source = "../../modules/data_lake"

  name        = "mi-data-lake"
  environment = "dev"
}

output "bucket" {
  value = module.data_lake.bucket
}
