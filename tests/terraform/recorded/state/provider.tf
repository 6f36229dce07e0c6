provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"
  default_tags {
    tags = { course = "x" }
  }
}
