"""The door: entries counted key by key or as a total, and the last one taken back."""

from __future__ import annotations

from collections import Counter

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.domain.text import is_blank
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.undo import undo_record


class DoorCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of one day, exactly as they were counted.

    Attributes:
        day: ISO date.
        cells: entries by site and role; the role is ``""`` where it was not asked.
        last: the entry that was stored last, or None.
        declared: the declarations that make people of this day's entries.
    """

    day: str
    cells: dict[tuple[str, str], int]
    last: Visit | None = None
    declared: tuple[UniqueVisitors, ...] = ()

    @property
    def total(self) -> int:
        """All entries of the day: passages, not people."""
        return sum(self.cells.values())


class Door:
    """Counts entries for those who stand at the door.

    Args:
        store: where they go.
        programme: the sites and roles.
        clock: the day.
        capture: stores single entries.
    """

    def __init__(self, store: Store, programme: Programme, clock: Clock, capture: Capture) -> None:
        self._store = store
        self._programme = programme
        self._clock = clock
        self._capture = capture

    def counts(self, day: str = "") -> DoorCounts:
        """Return the entries of a day.

        Args:
            day: ISO date; ``""`` is today.
        """
        day = day or self._clock.today().isoformat()
        self._store.refresh()
        cells: Counter[tuple[str, str]] = Counter()
        last: Visit | None = None
        for visit in self._store.all(Visit):
            if visit.day == day:
                cells[visit.site, visit.role] += visit.count
                last = visit if last is None or visit.at >= last.at else last
        declared = (u for u in self._store.all(UniqueVisitors) if u.first <= day <= u.last)
        return DoorCounts(day=day, cells=dict(cells), last=last, declared=tuple(declared))

    def between(self, first: str, last: str) -> int:
        """Return how many entries were counted from one day to another, both included."""
        self._store.refresh()
        return sum(v.count for v in self._store.all(Visit) if first <= v.day <= last)

    def enter_total(
        self,
        site: str,
        count: int,
        *,
        source: str,
        role: str = "",
        day: str = "",
        whole: bool = False,
        actor: str = Actor.COMMAND,
    ) -> Visit:
        """Store a number of entries that somebody else counted.

        Args:
            site: whose staff came.
            count: how many.
            source: who counted, and how; kept beside the figure.
            role: their role; ``""`` for all roles together.
            day: ISO date; ``""`` is today.
            whole: whether ``count`` is all of that day for that site and role, so that only
                what is missing to it, or too much, is stored.
            actor: who writes.

        Raises:
            NotFoundError: if the programme has no such site or role.
            UsageError: if the source is missing, or the count is below zero or changes nothing.
        """
        if is_blank(source):
            raise UsageError(_("Say who counted."), _("It is kept beside the figure."))
        if count < 0:
            raise UsageError(_("A number of people is never below 0."))
        if whole:
            cells = self.counts(day).cells
            there = sum(n for key, n in cells.items() if key[0] == site and role in ("", key[1]))
            if count == there:
                raise UsageError(_("That many are counted already; there is nothing to add."))
            count -= there
        return self._capture.add_visit(
            site, role=role, count=count, day=day, source=source, actor=actor
        )

    def undo(self, day: str = "", *, actor: str = Actor.COMMAND) -> Visit:
        """Take back the entry of a day that was stored last, whoever stored it; return it.

        Args:
            day: ISO date; ``""`` is today.
            actor: who asks.

        Raises:
            RefusedError: if there is none.
        """
        last = self.counts(day).last
        if last is None:
            raise RefusedError(_("There is nothing to undo."))
        self.take_back(last, actor=actor)
        return last

    def take_back(self, record: Visit | UniqueVisitors, *, actor: str = Actor.COMMAND) -> None:
        """Take back an entry or a declaration.

        Raises:
            NotFoundError: if it was taken back already.
        """
        undo_record(self._store, record, actor=actor)
