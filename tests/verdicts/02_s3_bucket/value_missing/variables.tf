variable "region" {
  type = string
}

variable "stage" {
  type = string

  validation {
    condition     = contains(["dev", "prod"], var.stage)
    error_message = "The stage is dev or prod."
  }
}

variable "endpoints" {
  type = map(string)
}

variable "tags" {
  type    = map(string)
  default = {}
}

variable "buckets" {
  type = map(object({
    name       = string
    disposable = optional(bool, false)
  }))

  validation {
    condition     = alltrue([for b in values(var.buckets) : can(regex("^[a-z0-9-]{3,63}$", b.name))])
    error_message = "Bucket names are lower-case letters, digits and hyphens."
  }
}
