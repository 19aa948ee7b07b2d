"""What people type into one-line fields: numbers and days."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language

_SPACES: Final = re.compile(r"[\s\u00a0\u202f]")
_NUMBER: Final = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)


def typed_number(text: str) -> int:
    """Return a whole number; ``2 000`` is one.

    Raises:
        UsageError: if it is none.
    """
    digits = _SPACES.sub("", text).replace("−", "-")
    if not _NUMBER.fullmatch(digits):
        raise UsageError(_("Type a whole number, such as 148."))
    return int(digits)


def typed_day(text: str) -> dt.date:
    """Return a day typed as ``2017-02-27`` or ``27/02/2017``.

    Raises:
        UsageError: if it is none.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    else:
        raise UsageError(_("Type a day as 27/02/2017 or 2017-02-27."))
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise UsageError(_("There is no such day; write it as 2017-02-27.")) from None


def day_text(day: dt.date) -> str:
    """Return a day as people of the current language type it: ``27/02/2017``."""
    return day.strftime("%d/%m/%Y") if language() == "fr" else day.isoformat()
