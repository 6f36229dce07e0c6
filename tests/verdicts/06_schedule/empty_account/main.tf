# Nothing is deployed.
locals {
  project = "groundtrack"
}
