data "aws_canonical_user_id" "me" {}
resource "aws_s3_bucket" "b" { bucket = "acl-bucket" }
resource "aws_s3_bucket" "c" { bucket = "grants-bucket" }
resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "b" {
  bucket                = aws_s3_bucket_ownership_controls.b.id
  acl                   = "public-read"
  expected_bucket_owner = "000000000000"
}
resource "aws_s3_bucket_ownership_controls" "c" {
  bucket = aws_s3_bucket.c.id
  rule { object_ownership = "ObjectWriter" }
}
resource "aws_s3_bucket_acl" "c" {
  bucket = aws_s3_bucket_ownership_controls.c.id
  access_control_policy {
    grant {
      permission = "READ"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.me.id
      }
    }
    grant {
      permission = "READ_ACP"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
    owner {
      id           = data.aws_canonical_user_id.me.id
      display_name = "me"
    }
  }
}
