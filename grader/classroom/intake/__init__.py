"""What students handed in, however it comes: folders, zips, downloads of platforms, git.

When it was handed in is known from the manifest of ``pack`` and from a commit, which are what the
student's machine said; it stays unknown otherwise. The dates of folders tell when they were copied,
and those in a zip have no time zone.
"""

from grader.classroom.intake.collect import collect

__all__ = ["collect"]
