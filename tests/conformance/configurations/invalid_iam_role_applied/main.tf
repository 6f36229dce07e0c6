resource "aws_iam_role" "one" {
  name               = "same"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role" "two" {
  name               = "same"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
  depends_on         = [aws_iam_role.one]
}
