"""hashicorp/aws itself, in the place of the course's provider."""

SOURCE = "hashicorp/aws"
VERSION = "5.100.0"
"""The release that the course's provider follows."""
