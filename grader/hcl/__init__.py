"""Reading Terraform source: blocks and attributes with their lines, and what text alone tells."""
