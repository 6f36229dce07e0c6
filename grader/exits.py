"""The exit codes that scripts can rely on."""

FULL_MARKS = 0
POINTS_LOST = 1
NOT_GRADED = 2
USAGE = 64
INTERRUPTED = 130
