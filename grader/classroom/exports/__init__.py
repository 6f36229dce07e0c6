"""A class's results in the forms that other programs read, and in pages that people read."""

from grader.classroom.exports.formats import FORMATS, Format, write

__all__ = ["FORMATS", "Format", "write"]
