variable "names" {
  type = map(string)
}
