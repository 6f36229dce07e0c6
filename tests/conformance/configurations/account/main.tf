data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
data "aws_region" "named" { name = "eu-west-1" }
data "aws_region" "endpoint" { endpoint = "ec2.sa-east-1.amazonaws.com" }
data "aws_partition" "here" {}
data "aws_arn" "bucket" { arn = "arn:aws:s3:::bucket/key" }
data "aws_arn" "function" { arn = "arn:aws:lambda:us-east-1:000000000000:function:hello:live" }
data "aws_canonical_user_id" "me" {}
output "account" { value = data.aws_caller_identity.me.account_id }
output "region" { value = data.aws_region.here.name }
