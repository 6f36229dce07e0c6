data "aws_region" "here" {}
output "region" { value = data.aws_region.here.region }
