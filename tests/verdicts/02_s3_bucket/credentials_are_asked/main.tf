provider "aws" {
  region = "us-east-1"
  access_key = "test"
  secret_key = "test"
  skip_metadata_api_check = true
  s3_use_path_style = true
  endpoints {
    s3 = "http://localhost:4566"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "mi-data-lake"
}
