resource "aws_iam_role" "r" {
  name               = "lambda-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_lambda_function" "f" {
  function_name                      = "networked"
  role                               = aws_iam_role.r.arn
  handler                            = "hello.handler"
  runtime                            = "python3.12"
  filename                           = "hello.zip"
  replace_security_groups_on_destroy = true
  replacement_security_group_ids     = ["sg-1"]
  vpc_config {
    subnet_ids                  = ["subnet-1", "subnet-2"]
    security_group_ids          = ["sg-1"]
    ipv6_allowed_for_dual_stack = true
  }
  file_system_config {
    arn              = "arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-01234567890123456"
    local_mount_path = "/mnt/data"
  }
}
