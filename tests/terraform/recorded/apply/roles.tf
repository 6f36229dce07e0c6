locals {
  role = "arn:aws:iam::000000000000:role/x"
}
