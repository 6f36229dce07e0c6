"""The course's aws provider: one file a service, as hashicorp/aws 5.100 behaves."""
