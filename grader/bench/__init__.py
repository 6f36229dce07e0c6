"""The student's bench: a cloud that stays up, and what is done with it by hand."""
