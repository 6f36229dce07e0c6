resource "aws_s3_bucket" "upper" { bucket = "Mi-Data-Lake" }
resource "aws_s3_bucket" "under" { bucket = "mi_data_lake" }
resource "aws_s3_bucket" "short" { bucket = "ab" }
resource "aws_s3_bucket" "space" { bucket = "mi data" }
resource "aws_s3_bucket" "ip" { bucket = "192.168.1.1" }
resource "aws_s3_bucket" "dup1" { bucket = "dup-dup" }
resource "aws_s3_bucket" "dup2" {
  bucket     = "dup-dup2"
  depends_on = [aws_s3_bucket.dup1]
}
