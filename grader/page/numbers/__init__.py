"""Live data: the numbers in visible texts, held against what was served."""
