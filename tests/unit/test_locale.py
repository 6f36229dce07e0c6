"""The catalogue of sentences is complete and current."""

import contextvars

from grader.course import challenges
from grader.locale import PSEUDO, _, catalogue, speak


def test_the_catalogue_is_current() -> None:
    assert catalogue.TEMPLATE.read_bytes() == catalogue.build(), (
        "write it anew: python -m grader.locale.catalogue"
    )


def test_the_titles_of_checks_are_in_it() -> None:
    text = catalogue.TEMPLATE.read_text().replace('"\n"', "")
    for challenge in challenges():
        for check in challenge.checks:
            assert check.title.replace('"', '\\"') in text


def test_the_pseudo_locale_shows_what_is_marked() -> None:
    def say() -> str:
        speak(PSEUDO)
        return _("found {n} objects").format(n=3)

    assert contextvars.Context().run(say) == "⟦found 3 objects⟧"
