"""The catalogue of sentences is complete and current."""

import contextvars
import gettext
import io
import re

import pytest
from babel.messages.pofile import read_po

from grader.course import challenges
from grader.locale import LANGUAGES, PSEUDO, _, catalogue, speak, spoken

OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.fixture(scope="module")
def template() -> bytes:
    return catalogue.build()


def test_the_catalogue_is_current(template: bytes) -> None:
    assert catalogue.TEMPLATE.read_bytes() == template, (
        "write it anew: python -m grader.locale.catalogue"
    )


def test_the_titles_of_checks_are_in_it() -> None:
    text = catalogue.TEMPLATE.read_text().replace('"\n"', "")
    for challenge in challenges():
        for check in challenge.checks:
            assert check.title.replace('"', '\\"') in text


def test_titles_and_hints_of_challenges_are_in_it(template: bytes) -> None:
    known = read_po(io.BytesIO(template))
    for challenge in challenges():
        for sentence in (challenge.title, *challenge.hints):
            assert sentence in known, sentence


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_everything(language: str, template: bytes) -> None:
    assert catalogue.untranslated(catalogue.translated(language, template)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_gettext_reads_is_what_was_written(language: str, template: bytes) -> None:
    compiled = catalogue.compiled(catalogue.translated(language, template))
    with catalogue.translation(language).with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    made = gettext.GNUTranslations(io.BytesIO(compiled))._catalog  # type: ignore[attr-defined]
    assert {**read, "": ""} == {**made, "": ""}, "write it anew: python -m grader.locale.catalogue"


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    with catalogue.translation(language).open("rb") as file:
        for message in read_po(file, locale=language):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            for one, other in zip(ids, said, strict=True):
                assert one == "" or fields(one) == fields(other), one


def fields(sentence: str) -> set[str]:
    """Return the names that are filled in, and what is code."""
    return {*re.findall(r"\{\w*\}|\{\{|\}\}|%\(\w+\)s|`[^`]*`", sentence)}


def test_spanish_is_spoken() -> None:
    def say() -> str:
        speak("es")
        return f"{_('could not grade')} {spoken()}"

    assert contextvars.Context().run(say) == "no se pudo calificar es"


def test_the_pseudo_locale_shows_what_is_marked() -> None:
    def say() -> str:
        speak(PSEUDO)
        return _("found {n} objects").format(n=3)

    assert contextvars.Context().run(say) == "⟦found 3 objects⟧"
