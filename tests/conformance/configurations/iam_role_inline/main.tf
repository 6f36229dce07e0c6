locals { trust = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" } }] }) }
resource "aws_iam_policy" "p" {
  name   = "allowed"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
}
resource "aws_iam_role" "inline" {
  name                 = "inline"
  permissions_boundary = aws_iam_policy.p.arn
  assume_role_policy   = local.trust
  inline_policy {
    name   = "x"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "s3:*", Effect = "Allow", Resource = "*" }] })
  }
  inline_policy {
    name   = "y"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sns:*", Effect = "Allow", Resource = "*" }] })
  }
}
resource "aws_iam_role" "managed" {
  name                = "managed"
  assume_role_policy  = local.trust
  managed_policy_arns = [aws_iam_policy.p.arn, "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
}
