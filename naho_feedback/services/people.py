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


def people_of(
    daily: Mapping[str, Daily],
    period: Selection,
    shown: Sequence[Selection],
    k: int,
    *,
    zero: bool = True,
) -> Line:
    """Return the people of a period, all and by site.

    Args:
        daily: people by site and day, of the whole time.
        period: the days that are asked for.
        shown: the periods that were shown before, oldest first.
        k: fewest people that are shown.
        zero: whether none at all may be shown, as with visits.
    """
    everyone: Counter[dt.date] = Counter()
    for days in daily.values():
        everyone.update(days)
    hidden_days = _HiddenDays(everyone, k, zero=zero)
    seen_all: list[Selection] = []
    seen_at: dict[str, list[Selection]] = defaultdict(list)
    line = Line(Count(0), {})
    for asked in (Selection(), *shown, period):
        counts = {site: _within(days, asked) for site, days in daily.items()}
        periods = [*seen_all, asked]
        told = sum(counts.values()) >= k
        if told and not (_apart(everyone, periods, k) and hidden_days.stay_hidden(periods)):
            protected = Count(None, Hidden.PROTECTED)
            line = Line(protected, dict.fromkeys(counts, protected))
            continue
        close = [s for s, days in daily.items() if not _apart(days, [*seen_at[s], asked], k)]
        line = gated_line(counts, k, zero=zero, hide=close)
        if line.total.value is not None:
            seen_all.append(asked)
        for site, cell in line.cells.items():
            if cell.value is not None:
                seen_at[site].append(asked)
    return line


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


class _HiddenDays:
    """The days that the line of days hides; together they are known by subtraction."""

    def __init__(self, days: Daily, k: int, *, zero: bool) -> None:
        marks = protect_line({day.isoformat(): n for day, n in days.items()}, k, zero=zero)
        self._days = {day: n for day, n in days.items() if marks[day.isoformat()]}
        self._marks = marks
        self._k = k

    def stay_hidden(self, periods: Sequence[Selection]) -> bool:
        """Whether they are still hidden where the totals of periods are known too."""
        parts: dict[tuple[bool, ...], dict[str, int]] = defaultdict(dict)
        for day, n in self._days.items():
            parts[tuple(_holds(period, day) for period in periods)][day.isoformat()] = n
        return len(parts) <= 1 or all(
            line_is_safe(part, {day: self._marks[day] for day in part}, self._k)
            for part in parts.values()
        )


def _apart(days: Daily, periods: Sequence[Selection], k: int) -> bool:
    """Whether all that can be told by adding and subtracting periods is about k people or more."""
    atoms: Counter[tuple[bool, ...]] = Counter()
    for day, n in days.items():
        atoms[tuple(_holds(period, day) for period in periods)] += n
    return all(n >= k or n == 0 for inside, n in atoms.items() if any(inside))
