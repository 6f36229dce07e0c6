locals {
  gateway = "http://localhost:${local.port}"
  port    = 4566
  parts   = ["mi", "data", "lake"]
  name    = join("-", local.parts)
}
