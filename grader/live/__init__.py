"""Grading what stands on a cloud that runs already: read and invoked there, never deployed."""
