"""What a grading found, and one renderer a file to show it."""
