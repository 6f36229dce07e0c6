"""A whole class: collected, graded in parallel, kept in a gradebook, handed on."""
