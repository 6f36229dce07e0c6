"""Sentences of a report that did not come through the catalogue, seen in the pseudo-locale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any


def unmarked(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the sentences that nobody marked for translation."""
    findings = [finding for one in report["criteria"] for finding in one["findings"]]
    findings += [*report["errors"], *report["advice"]]
    findings += [report["rejection"]] if report["rejection"] else []
    sentences = [criterion["title"] for criterion in report["criteria"]]
    sentences += [finding["message"] for finding in findings]
    # A hint with an equals sign in it is code, in any language.
    sentences += [one["hint"] for one in findings if one["hint"] and "=" not in one["hint"]]
    yield from (sentence for sentence in sentences if not is_marked(sentence))


def is_marked(text: str) -> bool:
    """Whether all of ``text`` stands in brackets, also in nested ones."""
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return not text.strip()
