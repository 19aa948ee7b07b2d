"""Words, dates and figures in the language of the view: a mail speaks one language."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from naho_feedback.api import (
    Count,
    Hidden,
    Localized,
    Measure,
    Precision,
    one_line,
    stored_form,
    written_day,
)

NBSP: Final = "\u00a0"
_SPACES: Final = re.compile("[ \u00a0]{2,}")


def clean(text: str) -> str:
    """Return what somebody typed as one line that holds no control character."""
    return _SPACES.sub(" ", one_line(stored_form(text)))


class Wording:
    """Says things in French or English.

    Args:
        language: ``"fr"`` or ``"en"``.
        k: fewest people behind a shown count.
    """

    def __init__(self, language: str, k: int) -> None:
        self.language = "en" if language == "en" else "fr"
        self._k = k

    def pick(self, fr: str, en: str) -> str:
        """Return the text in the mail's language."""
        return Localized(fr, en).pick(self.language)

    def plural(self, n: int, fr: tuple[str, str], en: tuple[str, str]) -> str:
        """Return the word that fits n; none is one in French and many in English."""
        if self.language == "fr":
            return fr[0] if n < 2 else fr[1]
        return en[0] if n == 1 else en[1]

    # ---- figures -------------------------------------------------------------------------

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number such as ``2 000`` or ``31,5``; ``2,000`` and ``31.5`` in English."""
        text = f"{value:,.{digits}f}"
        if self.language == "fr":
            text = text.replace(",", NBSP).replace(".", ",")
        return text.replace("-", "\u2212")

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a fraction as a percentage."""
        return self.number(share * 100, digits) + self.pick(f"{NBSP}%", "%")

    def points(self, balance: float) -> str:
        """Return a balance with its sign, such as ``+41``."""
        points = round(balance * 100)
        return f"+{points}" if points > 0 else self.number(points)

    def count(self, figure: Count) -> str:
        """Return a count of people, or why it is not shown."""
        if figure.hidden == Hidden.SMALL:
            return self.pick(f"moins de {self._k}", f"fewer than {self._k}")
        if figure.value is None or figure.hidden != Hidden.NO:
            return self.pick("masqué", "hidden")
        return self.number(figure.value)

    def counted(self, figure: Count, fr: tuple[str, str], en: tuple[str, str]) -> str:
        """Return a count of people with its word: ``41 réponses``, ``réponses : masqué``."""
        word = self.plural(self.grammatical(figure), fr, en)
        if figure.hidden == Hidden.PROTECTED or (figure.value is None and not figure.hidden):
            return self.pick(f"{word}\u00a0: ", f"{word}: ") + self.count(figure)
        return f"{self.count(figure)} {word}"

    def grammatical(self, figure: Count) -> int:
        """Return the number whose plural a count takes; a hidden one is many."""
        return self._k if figure.value is None else figure.value

    def score(self, measure: Measure) -> str:
        """Return what may be said of a score by the number of answers, and no more."""
        if measure.precision == Precision.HIDDEN:
            return self.pick("effectif insuffisant ", "too few answers ") + (
                f"({self.count(Count(None, Hidden.SMALL))})"
            )
        answers = self.count(measure.answers)
        if measure.unanimous:
            return self.pick(
                f"presque toutes du même avis ({answers} réponses)",
                f"nearly all one way ({answers} answers)",
            )
        if measure.precision == Precision.WORDS or None in (
            measure.value,
            measure.low,
            measure.high,
        ):
            up = self.count(measure.favourable)
            return self.pick(f"{up} favorables sur {answers}", f"{up} favourable out of {answers}")
        show = self.percent if measure.kind == "share" else self.points
        value, low, high = (show(x or 0.0) for x in (measure.value, measure.low, measure.high))
        until = ""
        if measure.published is not None:
            day = self.day(measure.published, year=False)
            until = self.pick(f" au {day}", f" by {day}")
        if measure.kind == "balance":
            value = self.pick(f"solde {value}", f"balance {value}")
        said = self.pick(
            f"{value}, entre {low} et {high} ({answers} réponses{until})",
            f"{value}, between {low} and {high} ({answers} answers{until})",
        )
        if measure.precision == Precision.INDICATIVE:
            return self.pick(f"{said}, indicatif", f"{said}, indicative")
        return said

    def quoted(self, text: str) -> str:
        """Return a quote in the marks of the language."""
        return self.pick(f"«{NBSP}{text}{NBSP}»", f"\u201c{text}\u201d")

    # ---- days ----------------------------------------------------------------------------

    def day(self, day: dt.date, *, weekday: bool = False, year: bool = True) -> str:
        """Return a day such as ``vendredi 3 mars 2017``."""
        form = f"{'EEEE ' if weekday else ''}d MMMM{' y' if year else ''}"
        return written_day(day, form, self.language)

    def short_day(self, day: dt.date) -> str:
        """Return the day of a subject: ``vendredi 3/3``, or ``Friday 3 Mar`` in English."""
        return written_day(day, self.pick("EEEE d/M", "EEEE d MMM"), self.language)

    def period(self, first: dt.date | None, last: dt.date | None) -> str:
        """Return ``du 27 février au 3 mars 2017``; ``""`` where nothing is dated."""
        if first is None or last is None:
            return ""
        if first == last:
            return self.day(first)
        begin = self.day(first, year=first.year != last.year)
        end = self.day(last)
        return self.pick(f"du {begin} au {end}", f"{begin} to {end}")
