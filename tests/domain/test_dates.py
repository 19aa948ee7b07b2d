"""Days in words: French says « 1er », and one place writes it."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from naho_feedback import i18n
from naho_feedback.domain.dates import written_day
from naho_feedback.services import wording

ROOT = Path(__file__).parents[2]
FIRST = dt.date(2017, 3, 1)
THIRD = dt.date(2017, 3, 3)


@pytest.fixture
def french() -> Iterator[None]:
    before = i18n.set_language("fr")
    yield
    i18n.set_language(before)


@pytest.mark.parametrize(
    ("day", "pattern", "language", "words"),
    [
        (FIRST, "EEE d MMM y", "fr", "mer. 1er mars 2017"),
        (FIRST, "d MMMM", "fr", "1er mars"),
        (FIRST, "EEEE d/M", "fr", "mercredi 1/3"),
        (FIRST, "EEE d MMM y", "en", "Wed 1 Mar 2017"),
        (THIRD, "EEE d MMM y", "fr", "ven. 3 mars 2017"),
        (dt.date(2017, 3, 11), "d MMMM y", "fr", "11 mars 2017"),
        (dt.date(2017, 3, 31), "d MMMM y", "fr", "31 mars 2017"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_alone(
    day: dt.date, pattern: str, language: str, words: str
) -> None:
    assert written_day(day, pattern, language) == words


@pytest.mark.usefixtures("french")
def test_screens_and_reports_write_days_and_periods_so() -> None:
    assert wording.long_day(FIRST) == "mer. 1er mars 2017"
    assert wording.period(FIRST, FIRST) == "1er mars 2017"
    assert wording.period(FIRST, THIRD) == "1er mars – 3 mars 2017"
    assert wording.period(dt.date(2017, 2, 27), FIRST) == "27 févr. – 1er mars 2017"


def test_nothing_else_puts_a_day_into_words() -> None:
    """Otherwise a screen or a plugin would say « 1 mars » again."""
    writers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("naho_feedback", "plugins")
        for path in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("babel")
    }
    assert writers == {"naho_feedback/domain/dates.py"}
