"""What students handed in, however it comes: folders, zips, downloads of platforms, git."""

from grader.classroom.intake.collect import collect

__all__ = ["collect"]
