provider "aws" {
  alias = "eu"
  region = "eu-west-1"
  access_key = "test"
  secret_key = "test"
  skip_credentials_validation = true
  skip_metadata_api_check = true
  skip_requesting_account_id = true
  endpoints {
    events = var.localstack_endpoint
  }
}
