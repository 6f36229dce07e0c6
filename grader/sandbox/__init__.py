"""How processes that touch a student's work are started, limited and ended."""
