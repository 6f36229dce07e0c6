data "aws_region" "gone" { name = "mars-1" }
