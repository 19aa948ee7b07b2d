"""Visits as managers and everybody see them: in batches, each of them remembered.

A count that moves with every visitor tells who came: a site that is hidden at 3 and shown at 5,
two visitors later, had 3 or 4. So what is shown stays until k more came, and until the whole
history of what was printed of sites, of roles and of days still does not tell a hidden number.
Where nothing is hidden, a batch may bring one site fewer than k: that is attendance, no answer.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.disclosure import protect_line
from naho_feedback.domain.events import put
from naho_feedback.domain.line_history import LineState, history_is_safe
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.publications import VisitBatch
from naho_feedback.errors import StoreError
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.publishing import ACTOR

logger = logging.getLogger(__name__)

Entry = tuple[str, str, dt.date]
"""A site, a role and a day."""

Entries = Mapping[Entry, int]

_LINES: Final[tuple[Callable[[Entry], str], ...]] = (
    lambda entry: entry[0],
    lambda entry: entry[1],
    lambda entry: entry[2].isoformat(),
)
"""What is printed of visits as a line with a total: sites, roles, days with visits."""

_SLOW: Final = 10
"""While anything is hidden, a batch is at least a tenth of all: histories stay short."""

QUIET_MS: Final = 10 * 60_000
"""After so long a smaller batch is shown too where nothing is hidden: the last few count."""

_MOST_STATES: Final = 60
"""Prints that are looked back on; what lies further back than that is some weeks of a house."""


@dataclass(frozen=True)
class ShownVisits:
    """The visits that may be shown.

    Attributes:
        entries: visits by site, role and day.
        hide: sites, roles and days to hide whatever they hold.
    """

    entries: Entries
    hide: tuple[tuple[str, ...], ...] = ((),) * len(_LINES)


class VisitBatches:
    """Keeps and extends what is shown of visits.

    Where the journal cannot be written nothing new is shown.

    Args:
        store: the records.
        programme: the sites and roles, which are printed with nobody too.
        clock: the time.
        k: fewest people of a batch.
    """

    def __init__(self, store: Store, programme: Programme, clock: Clock, k: int) -> None:
        self._store = store
        self._printed: tuple[tuple[str, ...], ...] = (
            tuple(site.id for site in programme.sites),
            tuple(role.id for role in programme.roles),
            (),
        )
        self._clock = clock
        self._k = k
        self._forget()

    def _forget(self) -> None:
        self._shown: Counter[Entry] = Counter()
        self._hide: tuple[tuple[str, ...], ...] = ((),) * len(_LINES)
        self._histories: list[list[LineState]] = [[] for _line in _LINES]
        self._last = 0
        self._replayed = 0

    def shown(self, live: Entries) -> ShownVisits:
        """Return the visits that may be shown now.

        Args:
            live: visits by site, role and day; none negative.
        """
        self._replay()
        batch = self._next(self._without_a_thin_today(live))
        if batch is not None:
            try:
                self._store.append([put(batch)], ACTOR)
            except StoreError as error:
                logger.warning("no new visits are shown: %s", type(error).__name__)
            self._store.refresh()
            self._replay()
        return ShownVisits({entry: n for entry, n in self._shown.items() if n}, self._hide)

    def _without_a_thin_today(self, live: Entries) -> Entries:
        """Leave out a day that has just begun: hidden once, it would have to stay hidden."""
        today = self._clock.today()
        came = sum(n for (_site, _role, day), n in live.items() if day == today)
        if came >= self._k:
            return live
        return {entry: n for entry, n in live.items() if entry[2] != today}

    def _next(self, live: Entries) -> VisitBatch | None:
        """Return the batch that brings what is shown to what is live, if it is ready."""
        change = {
            entry: difference
            for entry in {*live, *self._shown}
            if (difference := live.get(entry, 0) - self._shown[entry])
        }
        came = sum(change.values())
        if any(difference < 0 for difference in change.values()):  # an entry was corrected
            large = sum(map(abs, change.values())) >= self._k
            return self._batch(change, ((),) * len(_LINES), anew=True) if large else None
        if not came or not self._is_due(came):
            return None
        hide = [self._hide_safely(live, number) for number in range(len(_LINES))]
        ready = [cells for cells in hide if cells is not None]
        return self._batch(change, tuple(ready), anew=False) if len(ready) == len(hide) else None

    def _is_due(self, came: int) -> bool:
        """Whether enough people came, or enough time went by, for a batch to be looked at."""
        if not self._shown:
            return came >= self._k
        if any(states and not states[-1].is_open for states in self._histories):
            a_day_later = local_day(self._last) < self._clock.today()
            return came >= max(self._k, self._shown.total() // _SLOW) or a_day_later
        return came >= self._k or self._clock.now_ms() - self._last >= QUIET_MS

    def _hide_safely(self, live: Entries, number: int) -> tuple[str, ...] | None:
        """Return what must stay hidden in a line for its history to be safe; None if it is not."""
        states = self._histories[number]
        last = states[-1].marks if states else {}
        for hide in ((), tuple(sorted(cell for cell, mark in last.items() if mark))):
            state = self._state(live, number, hide, self._k)
            if history_is_safe([*states, state], self._k):
                return hide
        return None

    def _batch(
        self, change: Mapping[Entry, int], hide: tuple[tuple[str, ...], ...], *, anew: bool
    ) -> VisitBatch:
        return VisitBatch(
            entries=tuple(
                (site, role, day.isoformat(), n) for (site, role, day), n in sorted(change.items())
            ),
            hide=hide,
            k=self._k,
            anew=anew,
            at=self._clock.now_ms(),
        )

    def _state(self, entries: Entries, number: int, hide: Collection[str], k: int) -> LineState:
        counts = Counter(dict.fromkeys(self._printed[number], 0))
        for entry, n in entries.items():
            if n:
                counts[_LINES[number](entry)] += n
        return LineState(counts, protect_line(counts, k, hide=hide), k)

    def _replay(self) -> None:
        """Take in the batches that came since; all of them if some are gone."""
        count = self._store.count(VisitBatch)
        if count < self._replayed:  # restored from a copy
            self._forget()
        for place, batch in enumerate(self._store.all(VisitBatch)):
            if place >= self._replayed:
                self._take_in(batch)
        self._replayed = count

    def _take_in(self, batch: VisitBatch) -> None:
        for site, role, day, n in batch.entries:
            self._shown[site, role, dt.date.fromisoformat(day)] += n
        self._hide = batch.hide or self._hide
        self._last = batch.at
        for number, hide in enumerate(self._hide):
            state = self._state(self._shown, number, hide, batch.k or self._k)
            before = [] if batch.anew else self._histories[number]
            kept = [] if state.is_open else before[-_MOST_STATES:]
            self._histories[number] = [*kept, state]
