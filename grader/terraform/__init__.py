"""Terraform for the grader: its core and the course's own providers, in one child process."""
