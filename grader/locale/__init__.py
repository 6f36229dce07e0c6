"""The one catalogue of sentences: `_` marks what a student reads and says it in their language."""

from __future__ import annotations

import gettext
import locale as system
from contextvars import ContextVar
from pathlib import Path

DOMAIN = "groundtrack"
FOLDER = Path(__file__).parent
LANGUAGES = ("en", "es")
"""The languages that sentences are said in; they are written in English."""
PSEUDO = "qps"
"""The pseudo-locale: every sentence in brackets, so that a sentence without them shows."""

_spoken: ContextVar[gettext.NullTranslations] = ContextVar("spoken")


def _(sentence: str) -> str:
    """Return ``sentence`` (English, the catalogue's key) in the language that was chosen."""
    return _translations().gettext(sentence)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form that fits ``n`` in the language that was chosen."""
    return _translations().ngettext(singular, plural, n)


def speak(language: str | None) -> None:
    """Choose the language: a code of LANGUAGES, or None for the system's locale."""
    if language == PSEUDO:
        use(PseudoTranslations())
        return
    code = language or _language_of_system()
    use(gettext.translation(DOMAIN, FOLDER, languages=[code], fallback=True))


def spoken() -> str:
    """Return the language of the sentences that `_` gives, as HTML names it: "en", "es"."""
    return _translations().info().get("language", "en").replace("_", "-")


def use(translations: gettext.NullTranslations) -> None:
    """Speak through ``translations`` from now on, in this context."""
    _spoken.set(translations)


class PseudoTranslations(gettext.NullTranslations):
    """Puts every sentence that passes through the catalogue in brackets."""

    def gettext(self, message: str) -> str:
        """Return the sentence in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the fitting form in brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def _translations() -> gettext.NullTranslations:
    return _spoken.get(None) or gettext.NullTranslations()


def _language_of_system() -> str:
    code = (system.getlocale()[0] or "en").partition("_")[0]
    return code if code in LANGUAGES else "en"
