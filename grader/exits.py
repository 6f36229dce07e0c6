"""The exit codes that scripts can rely on, and what leads to the one for wrong usage."""

FULL_MARKS = 0
POINTS_LOST = 1
NOT_GRADED = 2
USAGE = 64
INTERRUPTED = 130


class WrongUsage(Exception):
    """The words of a command do not fit; the message says why, and what would."""
