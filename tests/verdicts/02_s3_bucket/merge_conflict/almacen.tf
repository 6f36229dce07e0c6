resource "aws_s3_bucket" "lago" {
<<<<<<< HEAD
  bucket = local.name
=======
  bucket = "mi-data-lake"
>>>>>>> entrega
}

output "lago" {
  value = "s3://${aws_s3_bucket.lago.id}"
}
