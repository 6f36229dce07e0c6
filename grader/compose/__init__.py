"""Compose files as Docker Compose reads them, and what LocalStack makes of them."""
