"""The French catalogue: every string is there, whole, and compiled."""

from __future__ import annotations

import io
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "naho_feedback"
FOLDER = PACKAGE / "locale" / "fr" / "LC_MESSAGES"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}


def used() -> set[str | tuple[str, ...]]:
    """Return every string that the source marks for translation."""
    return {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS
        )
    }


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "naho_feedback.po").open("rb") as file:
        return read_po(file, locale="fr")


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_every_string_has_its_french(catalogue: Catalog) -> None:
    missing = []
    for wanted in used():
        message = catalogue.get(wanted if isinstance(wanted, str) else wanted[0])
        if message is None or message.fuzzy or not all(forms(message)):
            missing.append(wanted)
    assert missing == []


def test_no_string_is_left_over(catalogue: Catalog) -> None:
    known = {message.id for message in catalogue if message.id}
    assert known - used() == set()


def test_placeholders_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        allowed = set().union(*map(fields, sources))
        for form in forms(message):
            assert fields(form) <= allowed, message.id
        assert set().union(*map(fields, forms(message))) == allowed, message.id


def test_the_compiled_catalogue_is_the_source_s(catalogue: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue)
    assert (FOLDER / "naho_feedback.mo").read_bytes() == fresh.getvalue(), "run: make locale"
