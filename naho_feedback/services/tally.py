"""Raw counts of a selection of records: what the gate works on, and nobody else sees."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from naho_feedback.contracts.store import Store
from naho_feedback.domain.facets import column_polarity
from naho_feedback.domain.notes import Note, Polarity
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import Response, UniqueVisitors, Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import UNSORTED, Placement, Taxonomy
from naho_feedback.domain.views import Selection
from naho_feedback.services.clock import local_day, local_time
from naho_feedback.services.facets import FacetService
from naho_feedback.services.placements import living_placements
from naho_feedback.services.visit_batches import Entries, Entry

R = TypeVar("R", Note, Response)


@dataclass
class ThemeTally:
    """Counts of one theme."""

    notes: int = 0
    dots: int = 0
    confirmed: int = 0
    sessions: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    polarities: Counter[Polarity] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)


@dataclass
class DayTally:
    """Counts of one day."""

    visits: int = 0
    notes: int = 0
    sessions: int = 0
    note_hours: list[int] = field(default_factory=lambda: [0] * 24)


@dataclass
class Tally:
    """Counts of everything selected; people are not protected yet.

    Attributes:
        sessions: those that fit, whatever their day, by id.
        held: ids of those that were opened, or in which a note was kept, on the selected days.
        visits: visits by site and day, of the whole time; empty where the selection is of
            sessions, to which no visit belongs.
        entries: the same by site and role.
        notes: the notes themselves, for records and quotes.
        areas: notes that name a care function, by what their column says.
        flagged: ids of the notes that may speak of harm.
    """

    sessions: dict[str, Session] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    placements: dict[str, Placement] = field(default_factory=dict)
    visits: dict[str, Counter[dt.date]] = field(default_factory=lambda: defaultdict(Counter))
    entries: Counter[tuple[str, str]] = field(default_factory=Counter)
    days: dict[dt.date, DayTally] = field(default_factory=lambda: defaultdict(DayTally))
    themes: dict[str, ThemeTally] = field(default_factory=lambda: defaultdict(ThemeTally))
    unique: list[UniqueVisitors] = field(default_factory=list)
    areas: dict[str, Counter[Polarity]] = field(default_factory=lambda: defaultdict(Counter))
    flagged: set[str] = field(default_factory=set)
    dots: int = 0

    @property
    def all_unique(self) -> bool:
        """Whether every day that has visits lies in a period declared unique."""
        days = [day for day, counts in self.days.items() if counts.visits]
        return bool(days) and all(
            any(
                dt.date.fromisoformat(u.first) <= day <= dt.date.fromisoformat(u.last)
                for u in self.unique
            )
            for day in days
        )


def tally(store: Store, selection: Selection, taxonomy: Taxonomy, facets: FacetService) -> Tally:
    """Count the records of a selection in one pass over each table.

    Args:
        store: the records.
        selection: which.
        taxonomy: the themes in use; what lies in a merged theme counts where it went.
        facets: says which care functions a note names, and which may speak of harm.
    """
    counts = Tally()
    counts.sessions = {s.id: s for s in store.all(Session) if _session_fits(s, selection)}
    counts.placements = living_placements(store, taxonomy)
    counts.unique = list(store.all(UniqueVisitors))
    for session in counts.sessions.values():
        if day_fits(local_day(session.opened), selection):
            counts.held.add(session.id)
            counts.days[local_day(session.opened)].sessions += 1
    for note in _dated(store.all(Note), selection, counts.sessions):
        _count_note(counts, note, facets)
    for response in selected_responses(store, selection, counts.sessions):
        counts.responses.append(response)
    return counts


def count_visits(counts: Tally, entries: Entries, selection: Selection) -> None:
    """Count visits too.

    Args:
        counts: where they are added.
        entries: visits by site, role and day.
        selection: which days and site the days' figures are about.
    """
    if selection.session or selection.workshop:  # a visit belongs to a site and a day
        return
    for (site, role, day), n in entries.items():
        counts.visits[site][day] += n
        counts.entries[site, role] += n
        if day_fits(day, selection) and selection.site in ("", site):
            counts.days[day].visits += n


def live_entries(store: Store, programme: Programme) -> Entries:
    """Return all visits by site, role and day; what was corrected away is none.

    Sites that the programme no longer has are left out, and its roles are not asked.
    """
    roles = {role.id for role in programme.roles}
    sites = {site.id for site in programme.sites}
    entries: Counter[Entry] = Counter()
    for visit in store.all(Visit):
        if visit.site in sites:
            role = visit.role if visit.role in roles else ""
            entries[visit.site, role, dt.date.fromisoformat(visit.day)] += visit.count
    return _without_debts(entries)


def _without_debts(entries: Counter[Entry]) -> Entries:
    """Take what was corrected on another day than its entry from that site's and role's days."""
    for entry, n in sorted(entries.items(), key=lambda item: item[0][2], reverse=True):
        debt = -n
        if debt <= 0:
            continue
        entries[entry] = 0
        for other in sorted(entries, key=lambda key: key[2], reverse=True):
            if other[:2] == entry[:2] and entries[other] > 0 and debt:
                taken = min(debt, entries[other])
                entries[other] -= taken
                debt -= taken
    return {entry: n for entry, n in entries.items() if n > 0}


def selected_responses(
    store: Store, selection: Selection, sessions: Mapping[str, Session] | None = None
) -> Iterator[Response]:
    """Yield the responses of a selection, in the order in which they came.

    Args:
        store: the records.
        selection: which.
        sessions: the sessions that fit, by id, where they are known already.
    """
    if sessions is None:
        sessions = {s.id: s for s in store.all(Session) if _session_fits(s, selection)}
    return _dated(store.all(Response), selection, sessions)


def _count_note(counts: Tally, note: Note, facets: FacetService) -> None:
    when = local_time(note.at)
    counts.notes.append(note)
    _count_session(counts, note.session)
    counts.dots += note.dots
    counts.days[when.date()].notes += 1
    counts.days[when.date()].note_hours[when.hour] += 1
    placement = counts.placements.get(note.id)
    theme = counts.themes[placement.theme if placement else UNSORTED]
    theme.notes += 1
    theme.dots += note.dots
    theme.sessions.add(note.session)
    session = counts.sessions.get(note.session)
    if session and session.site:
        theme.sites.add(session.site)
    polarity = column_polarity(note, session)
    theme.polarities[polarity] += 1
    flagged = facets.is_flagged(note)
    if flagged:
        counts.flagged.add(note.id)
    for area in facets.words(note).areas:
        counts.areas[area][polarity] += 1
    if placement:
        theme.confirmed += placement.locked
        if not flagged:  # not a word of it is repeated where it is not seen
            theme.words.update(word.casefold() for word in placement.words)


def _count_session(counts: Tally, id: str) -> None:
    if id in counts.sessions:
        counts.held.add(id)


def _session_fits(session: Session, selection: Selection) -> bool:
    return (
        selection.session in ("", session.id)
        and selection.site in ("", session.site)
        and selection.workshop in ("", session.workshop)
    )


def day_fits(day: dt.date, selection: Selection) -> bool:
    """Whether a day lies in the selection."""
    return (selection.first is None or day >= selection.first) and (
        selection.last is None or day <= selection.last
    )


def _dated(
    records: Iterable[R], selection: Selection, sessions: Mapping[str, Session]
) -> Iterator[R]:
    """Yield the records whose session and day are selected."""
    narrowed = bool(selection.session or selection.site or selection.workshop)
    whole = selection.first is None and selection.last is None
    for record in records:
        if record.session not in sessions and (narrowed or record.session):
            continue
        if whole or day_fits(local_day(record.at), selection):
            yield record
