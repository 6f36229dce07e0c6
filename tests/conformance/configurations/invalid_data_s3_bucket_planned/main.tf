data "aws_s3_bucket" "gone" { bucket = "not-there" }
