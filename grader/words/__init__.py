"""Which words the commands take; what they do is in grader/commands."""
