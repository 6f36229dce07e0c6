provider "aws" {
  region                      = var.region
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  s3_use_path_style           = true

  endpoints {
    s3  = lookup(var.endpoints, "s3", var.endpoints["default"])
    sts = lookup(var.endpoints, "sts", var.endpoints["default"])
  }

  default_tags {
    tags = merge(var.tags, { Stage = var.stage })
  }
}

resource "aws_s3_bucket" "data_lake" {
  bucket        = var.buckets[var.stage].name
  force_destroy = var.buckets[var.stage].disposable
}
