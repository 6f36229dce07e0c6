"""The bench of a page: a browser in virtual time, in a process of its own."""
