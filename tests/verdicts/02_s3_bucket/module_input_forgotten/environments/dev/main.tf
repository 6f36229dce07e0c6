module "data_lake" {
  source = "../../modules/data_lake"

  name = "mi-data-lake"
}

output "bucket" {
  value = module.data_lake.bucket
}
