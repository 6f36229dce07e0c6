variable "lake" {
  type = string
}

variable "function" {
  type = object({
    name    = string
    handler = string
    timeout = number
  })
}
