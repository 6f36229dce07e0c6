"""The simulated outside of a cell: one clock, and the sky's services over real TLS."""
