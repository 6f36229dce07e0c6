"""How a process of a cell is recognised."""

TOKEN_VARIABLE = "GROUNDTRACK_CELL"  # noqa: S105 - a name, not a secret
"""Environment variable that every process of a cell carries, with the cell's token."""
