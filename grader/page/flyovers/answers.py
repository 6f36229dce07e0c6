"""What appeared on a page after something was typed, and whether it is an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from grader.page.flyovers.times import moments_in

_CONTEXT = 2
"""Unchanged lines that are kept beside a changed one: a heading, a date."""
_NUMBERS = re.compile(r"[-−+]?\d[\d.,:'’]*")
_REFUSAL = re.compile(
    r"not (?:be )?found|no (?:\w+ ){0,3}(?:found|match|results?)|could ?n[o'’]t|cannot|can['’]t"
    r"|unable|unknown|invalid|error|does ?n[o'’]t exist|check the (?:name|spelling)"
    r"|try (?:again|another)"
    r"|no (?:se )?(?:ha |han |pudo |pude |pudimos )?(?:encontr|localiz|existe|hay)|desconocid"
    r"|inválid|no válid|sin resultados|int[eé]nt|n[aã]o (?:foi )?(?:encontr|localiz|existe)|nenhum"
    r"|desconhecid|\berro\b|tente|nicht (?:gefunden|bekannt|vorhanden)|unbekannt|fehler|ungültig"
    r"|kein\w* (?:\w+ )?(?:ergebnis|treffer|ort|stadt)|introuvable|inconnu|erreur|aucun"
    r"|pas (?:été )?trouv|n['’]existe pas|réessay",
    re.I,
)
_BUSY = re.compile(
    r"(?:loading|searching|please wait|calculating|computing|looking (?:up|for)|fetching|cargando"
    r"|buscando|calculando|espere|espera|carregando|procurando|aguarde|lädt|laden|suche|berechne"
    r"|bitte warten|chargement|recherche|calcul en cours|patientez)",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Reply(StrEnum):
    """How a page answers when asked for a place that is nowhere."""

    WORDS = "words"
    """It says so, or at least says something without times."""
    TIMES = "times"
    """It predicts passes over nowhere."""
    SILENT = "silent"


@dataclass(frozen=True)
class Answer:
    """An answer to a question about an unknown place."""

    reply: Reply
    text: str
    """The line that decides; empty for silence."""


def appeared(before: Iterable[str], after: str) -> str:
    """Return the lines of a page's text that were not there before, with their neighbours.

    ``before`` are one or more earlier texts of the same page. What is far from any change is
    left out, dates and headings beside what changed stay.
    """
    old = {line.strip() for text in before for line in text.splitlines()}
    lines = after.splitlines()
    changed = [number for number, line in enumerate(lines) if line.strip() not in old]
    kept = sorted(
        {
            neighbour
            for number in changed
            for neighbour in range(number - _CONTEXT, number + _CONTEXT + 1)
            if 0 <= neighbour < len(lines)
        }
    )
    return "\n".join(lines[number] for number in kept)


def answer_to_nonsense(before: Iterable[str], after: str, asked: str) -> Answer:
    """Say how a page answered when ``asked`` for a place that does not exist.

    Dialogs count: append their text to ``after``.
    """
    masked = {_mask(line) for text in before for line in text.splitlines()}
    new = [line.strip() for line in after.splitlines() if _mask(line) not in masked]
    for line in new:
        if _REFUSAL.search(line):
            return Answer(Reply.WORDS, line)
    for line in new:
        if moments_in(line):
            return Answer(Reply.TIMES, line)
    for line in new:
        if not _BUSY.search(line) and _is_sentence(line, asked):
            return Answer(Reply.WORDS, line)
    return Answer(Reply.SILENT, "")


def _mask(line: str) -> str:
    """Return a line without its numbers: live values are no answer."""
    return _NUMBERS.sub("#", line.strip())


def _is_sentence(line: str, asked: str) -> bool:
    """Whether a line says something beside the name that was asked for."""
    rest = re.sub(re.escape(asked.strip()), " ", line, flags=re.I)
    return len(_WORD.findall(rest)) >= 2
