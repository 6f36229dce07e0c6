data "aws_regions" "enabled" {}
data "aws_regions" "all" { all_regions = true }
data "aws_regions" "some" {
  filter {
    name   = "region-name"
    values = ["us-east-1"]
  }
}
data "aws_availability_zones" "here" {}
data "aws_availability_zones" "some" {
  state                  = "available"
  all_availability_zones = true
  exclude_names          = ["us-east-1a"]
  exclude_zone_ids       = ["use1-az2"]
  filter {
    name   = "region-name"
    values = ["us-east-1"]
  }
  timeouts { read = "1m" }
}
