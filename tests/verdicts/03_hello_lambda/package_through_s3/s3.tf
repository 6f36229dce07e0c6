resource "aws_s3_bucket" "data_lake" {
  bucket = "mi-data-lake"
}

resource "aws_s3_object" "package" {
  bucket = aws_s3_bucket.data_lake.id
  key    = "packages/hello.zip"
  source = data.archive_file.package.output_path
  etag   = data.archive_file.package.output_md5
}
