resource "aws_s3_bucket" "north" { bucket = "north-bucket" }
resource "aws_s3_bucket" "south" {
  provider = aws.south
  bucket   = "south-bucket"
}
resource "aws_cloudwatch_log_group" "south" {
  provider = aws.south
  name     = "south"
}
data "aws_region" "north" {}
data "aws_region" "south" { provider = aws.south }
