"""What runs inside the page to look at it."""

from __future__ import annotations

import functools
import json
from importlib import resources


@functools.cache
def source(name: str) -> str:
    """Return the text of a probe: a function in parentheses, without what is said before it."""
    text = resources.files(__name__).joinpath(f"{name}.js").read_text(encoding="utf-8")
    return text[text.index("((") :].rstrip()


def called(name: str, *arguments: object) -> str:
    """Return a statement that calls a probe."""
    return f"{source(name)}({', '.join(json.dumps(one) for one in arguments)});"
