"""A class's results in the forms that other programs read, and in pages that people read."""

from grader.classroom.exports.formats import FORMATS, Format, write
from grader.classroom.privacy import pseudonyms

__all__ = ["FORMATS", "Format", "pseudonyms", "write"]
