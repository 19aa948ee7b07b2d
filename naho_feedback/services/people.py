"""Counts of people: visits and answers, by site, role and day, and for parts of the records.

Counts are live. What may be shown of them is decided line by line (:mod:`disclosure`), and for
a part of the records by what was shown of other parts: two periods that differ by a few people
would tell their difference.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from naho_feedback.domain.disclosure import (
    Mark,
    is_small,
    line_is_safe,
    protect_line,
    protect_table,
)
from naho_feedback.domain.views import Count, Hidden, Selection

Daily = Mapping[dt.date, int]
"""People by day."""


@dataclass(frozen=True)
class Line:
    """One line of counts: its total, and its cells by id."""

    total: Count
    cells: dict[str, Count]


@dataclass(frozen=True)
class Crossed:
    """Visits by site and role, with the totals of both."""

    cells: dict[tuple[str, str], Count]
    sites: dict[str, Count]
    roles: dict[str, Count]


def gated_count(n: int, k: int, *, zero: bool = False) -> Count:
    """Return a count of people that stands alone.

    Args:
        n: the count.
        k: fewest people that are shown.
        zero: whether none at all may be shown, as with visits.
    """
    return Count(None, Hidden.SMALL) if is_small(n, k, zero=zero) else Count(n)


def gated_line(
    counts: Mapping[str, int], k: int, *, zero: bool = True, hide: Collection[str] = ()
) -> Line:
    """Return one line of counts with its total, hidden where they must be."""
    n = sum(counts.values())
    total = gated_count(n, k, zero=zero)
    if total.value is None:
        return Line(total, dict.fromkeys(counts, total))
    marks = protect_line(counts, k, zero=zero, hide=hide)
    return Line(total, {cell: _count(n, marks[cell]) for cell, n in counts.items()})


def crossed(visits: Mapping[tuple[str, str], int], k: int) -> Crossed:
    """Return visits by site and role, hidden where they must be.

    The totals are hidden as :func:`gated_line` hides them, so both agree.
    """
    sites = tuple(dict.fromkeys(site for site, _role in visits))
    roles = tuple(dict.fromkeys(role for _site, role in visits))
    marks = protect_table(visits, k)
    by_site = {s: sum(visits.get((s, r), 0) for r in roles) for s in sites}
    by_role = {r: sum(visits.get((s, r), 0) for s in sites) for r in roles}
    return Crossed(
        {(s, r): _count(visits.get((s, r), 0), marks.cells[s, r]) for s in sites for r in roles},
        {s: _count(n, marks.rows[s]) for s, n in by_site.items()},
        {r: _count(n, marks.columns[r]) for r, n in by_role.items()},
    )


def visits_of(
    daily: Mapping[str, Daily],
    period: Selection,
    shown: Sequence[Selection],
    k: int,
    *,
    hide: tuple[Collection[str], Collection[str]] = ((), ()),
    listed: Collection[dt.date] = (),
) -> Line:
    """Return the visits of a period, all and by site.

    By site only where nothing at all is hidden, in this period, outside it, and in what lies
    between the periods that were shown: crossed with days, one hidden cell would need cover
    everywhere.

    Args:
        daily: visits by site and day, of the whole time.
        period: the days that are asked for.
        shown: the periods that were shown before, oldest first.
        k: fewest people that are shown.
        hide: sites, and ISO dates, that stay hidden whatever they hold.
        listed: days that are printed although nobody came.
    """
    whole = gated_line({site: sum(days.values()) for site, days in daily.items()}, k, hide=hide[0])
    everyone: Counter[dt.date] = Counter()
    for days in daily.values():
        everyone.update(days)
    if all(_holds(period, day) for day in everyone):
        return whole
    hidden_days = _HiddenDays(everyone, k, hide[1], listed)
    together = _Parts(everyone, k)
    by_site = {site: _Parts(days, k) for site, days in daily.items()}
    is_open = all(cell.value is not None for cell in whole.cells.values())
    line = whole
    for asked in (*shown, period):
        counts = {site: _within(days, asked) for site, days in daily.items()}
        protected = Count(None, Hidden.PROTECTED)
        line = Line(_small(sum(counts.values()), k, hidden_days), dict.fromkeys(counts, protected))
        if line.total.hidden == Hidden.SMALL:
            line = Line(line.total, dict.fromkeys(counts, line.total))
        elif not (together.stay_large(asked) and hidden_days.stay_hidden(asked)):
            line = Line(protected, line.cells)
        else:
            together.split(asked)
            hidden_days.split(asked)
            if is_open and all(parts.stay_large(asked) for parts in by_site.values()):
                for parts in by_site.values():
                    parts.split(asked)
                line = Line(line.total, {site: Count(n) for site, n in counts.items()})
    return line


def _small(n: int, k: int, hidden_days: _HiddenDays) -> Count:
    """Return a period's total; beside hidden days, none is not told from a few."""
    return gated_count(n, k, zero=not hidden_days)


class _Parts:
    """Days, parted by the periods that were shown: what sums and differences of them tell."""

    def __init__(self, days: Daily, k: int) -> None:
        self._days = days
        self._k = k
        self._part = dict.fromkeys(days, 0)

    def _parted(self, period: Selection) -> dict[dt.date, tuple[int, bool]]:
        return {day: (part, _holds(period, day)) for day, part in self._part.items()}

    def groups(self, period: Selection) -> list[dict[dt.date, int]]:
        """Return the parts that there would be."""
        found: dict[tuple[int, bool], dict[dt.date, int]] = defaultdict(dict)
        for day, part in self._parted(period).items():
            found[part][day] = self._days[day]
        return list(found.values())

    def stay_large(self, period: Selection) -> bool:
        """Whether every part would be k people or none."""
        sums = (sum(part.values()) for part in self.groups(period))
        return all(n >= self._k or n == 0 for n in sums)

    def split(self, period: Selection) -> None:
        """Take in a period that was shown."""
        numbers: dict[tuple[int, bool], int] = {}
        for day, part in self._parted(period).items():
            self._part[day] = numbers.setdefault(part, len(numbers))


class _HiddenDays(_Parts):
    """The days that the line of days hides; together they are known by subtraction."""

    def __init__(
        self, days: Daily, k: int, hide: Collection[str], listed: Collection[dt.date]
    ) -> None:
        counts = {day.isoformat(): n for day, n in days.items() if n}
        self._marks = protect_line(counts, k, hide=hide)
        hidden = {day: n for day, n in days.items() if n and self._marks[day.isoformat()]}
        if hidden:  # beside them, a day on which nobody came prints as one of few
            for day in listed:
                if not days.get(day):
                    hidden[day] = 0
                    self._marks[day.isoformat()] = Mark.SMALL
        super().__init__(hidden, k)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._days)

    def stay_hidden(self, period: Selection) -> bool:
        """Whether they would still be hidden where the period's total is known too."""
        groups = self.groups(period)
        return len(groups) <= 1 or all(
            line_is_safe(
                {day.isoformat(): n for day, n in group.items()},
                {day.isoformat(): self._marks[day.isoformat()] for day in group},
                self._k,
            )
            for group in groups
        )


def _count(n: int, mark: Mark) -> Count:
    if not mark:
        return Count(n)
    return Count(None, Hidden.SMALL if mark == Mark.SMALL else Hidden.PROTECTED)


def _within(days: Daily, period: Selection) -> int:
    return sum(n for day, n in days.items() if _holds(period, day))


def _holds(period: Selection, day: dt.date) -> bool:
    return (period.first is None or day >= period.first) and (
        period.last is None or day <= period.last
    )
