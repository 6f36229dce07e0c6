"""Terraform's plugin protocol, version 6, and what is true of every resource type."""
