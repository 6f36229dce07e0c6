variable "localstack" {
  type = string
}

variable "bucket" {
  type = string
}
