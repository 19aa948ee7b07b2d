"""Days in words: the one place that writes them, for screens, reports and plugins."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_DAY_OF_A_MONTH: Final = re.compile(r"\bd(?= MMM)")


def written_day(day: dt.date, pattern: str, language: str) -> str:
    """Return a day in words, such as ``mer. 1er mars 2017``.

    French writes the first of a month as an ordinal, which Babel's patterns do not know.

    Args:
        day: the day.
        pattern: how, in Babel's letters, such as ``"EEE d MMM y"``.
        language: ``"fr"`` or ``"en"``.
    """
    from babel.dates import format_date  # late: it is heavy, and most commands date nothing

    if language == "fr" and day.day == 1:
        pattern = _DAY_OF_A_MONTH.sub("d'er'", pattern)
    return format_date(day, pattern, locale=language)
