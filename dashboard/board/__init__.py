"""The class board: a small server for the instructor's own browser."""
