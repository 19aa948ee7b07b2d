"""All notes with their themes, for the screen where they are sorted; read in one go.

A workbench of the team: records as they were typed, no report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.facets import SafetyDecision
from naho_feedback.domain.notes import Note, Polarity, find_format
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import folded, one_line
from naho_feedback.domain.themes import UNSORTED, Placement, Theme, ThemeSource
from naho_feedback.i18n import gettext as _
from naho_feedback.services.facets import FacetService
from naho_feedback.services.placements import living_placements
from naho_feedback.services.sureness import Sure, sureness

WEEKS: Final = 8
"""Weeks of the small curve beside a theme, the last one at the right."""

_DAY_MS: Final = 86_400_000
_MONDAY: Final = 3
"""1 January 1970 was a Thursday: so many days lie between the Monday before it and it."""

_MOST_FOLDED: Final = 200_000


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """One note as the table shows it.

    Attributes:
        note: the note.
        site: name of its session's site; ``""`` where it is not known.
        role: name of the role of who said it; ``""`` where it is not known (the rule).
        polarity: what its column says.
        placement: where it lies; None where nothing placed it.
        label: its theme's name.
        sure: how sure its place is.
        text: what a filter looks in: its words, theme, site and receipt, for comparing.
        number: grows from the first note to the last one.
        flagged: whether it may speak of harm to a patient.
    """

    note: Note
    site: str
    role: str
    polarity: Polarity
    placement: Placement | None
    label: str
    sure: Sure
    text: str
    number: int
    flagged: bool = False

    @property
    def id(self) -> str:
        """The note's id."""
        return self.note.id

    @property
    def theme(self) -> str:
        """Id of its main theme, :data:`UNSORTED` where it has none."""
        return self.placement.theme if self.placement else UNSORTED


class ThemeCount(msgspec.Struct, frozen=True, kw_only=True):
    """One theme as the list beside the table shows it.

    Attributes:
        id: the theme's id; :data:`UNSORTED` for what is still to be sorted.
        label: its name.
        parent: id of the theme that it is a part of, or ``""``.
        special: whether it is no subject (thin praise, off topic).
        notes: how many notes lie in it.
        locked: how many of them a person placed.
        weeks: notes of each of the last weeks, the latest one last.
    """

    id: str
    label: str
    parent: str = ""
    special: bool = False
    notes: int = 0
    locked: int = 0
    weeks: tuple[int, ...] = ()


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Every note, and the themes that they lie in.

    Attributes:
        rows: oldest first.
        counts: what is still to be sorted, then the themes as a list shows them.
        version: the store's version just before reading.
    """

    rows: tuple[TableRow, ...]
    counts: tuple[ThemeCount, ...]
    version: int


class ThemeTable:
    """Reads the table.

    Args:
        store: the records.
        programme: names sites and roles.
        themes: the themes in use.
        facets: says what may speak of harm.
    """

    def __init__(
        self, store: Store, programme: Programme, themes: ThemeSource, facets: FacetService
    ) -> None:
        self._store = store
        self._facets = facets
        self._programme = programme
        self._sites = {site.id: site.name for site in programme.sites}
        self._themes = themes
        self._folded: dict[str, str] = {}

    def read(self) -> Table:
        """Return the table; call it in a thread.

        Raises:
            StoreError: if the records cannot be read.
        """
        version = self._store.version
        taxonomy = self._themes.taxonomy
        placements = living_placements(self._store, taxonomy)
        sessions = {session.id: session for session in self._store.all(Session)}
        roles = {role.id: str(role.name) for role in self._programme.roles}
        decided = {decision.note: decision.flagged for decision in self._store.all(SafetyDecision)}
        unsorted = _("To be sorted")
        rows: list[TableRow] = []
        for number, note in enumerate(self._store.all(Note)):
            session, placement = sessions.get(note.session), placements.get(note.id)
            column = find_format(session.format).column(note.column) if session else None
            site = self._sites.get(session.site, "") if session else ""
            label = taxonomy.label(placement.theme) if placement and placement.theme else ""
            said = f"{note.text}\n{label or unsorted}\n{site}\n{note.receipt}"
            rows.append(
                TableRow(
                    note=note,
                    site=site,
                    role=roles.get(note.role, note.role),
                    polarity=column.polarity if column else Polarity.NEUTRAL,
                    placement=placement,
                    label=label,
                    sure=sureness(placement),
                    text=self._compared(said),
                    number=number,
                    flagged=decided.get(note.id, bool(self._facets.words(note).harm)),
                )
            )
        counts = tuple(counted(rows, in_order(taxonomy.themes)))
        return Table(rows=tuple(rows), counts=counts, version=version)

    def _compared(self, text: str) -> str:
        """Return a text for comparing; most rows are the same as at the last reading."""
        known = self._folded.get(text)
        if known is None:
            if len(self._folded) >= _MOST_FOLDED:
                self._folded.clear()
            known = self._folded[text] = folded(one_line(text))
        return known


def in_order(themes: Iterable[Theme]) -> list[Theme]:
    """Return themes as a list shows them: parts behind their whole, special ones last."""
    given = list(themes)
    known = {theme.id for theme in given}
    parts: dict[str, list[Theme]] = {}
    for theme in given:
        parts.setdefault(theme.parent if theme.parent in known else "", []).append(theme)
    ordered: list[Theme] = []
    for whole in parts.get("", ()):
        ordered += [whole, *(part for part in parts.get(whole.id, ()) if part.id != whole.id)]
    seen = {theme.id for theme in ordered}
    ordered += [theme for theme in given if theme.id not in seen]  # deeper than two levels
    return sorted(ordered, key=lambda theme: theme.special)


def counted(rows: Iterable[TableRow], themes: Sequence[Theme]) -> list[ThemeCount]:
    """Return how many notes lie in each theme; what is still to be sorted comes first.

    Args:
        rows: the notes.
        themes: the themes, in the order in which they are listed.
    """
    notes: Counter[str] = Counter()
    locked: Counter[str] = Counter()
    weeks: dict[str, Counter[int]] = {}
    last = -1
    for row in rows:
        id_, week = row.theme, week_of(row.note.at)
        notes[id_] += 1
        locked[id_] += bool(row.placement and row.placement.locked)
        weeks.setdefault(id_, Counter())[week] += 1
        last = max(last, week)
    shown = range(max(0, last - WEEKS + 1), last + 1)

    def count(id_: str, label: str, parent: str = "", special: bool = False) -> ThemeCount:
        of_theme = weeks.get(id_, Counter())
        return ThemeCount(
            id=id_,
            label=label,
            parent=parent,
            special=special,
            notes=notes[id_],
            locked=locked[id_],
            weeks=tuple(of_theme[week] for week in shown) if of_theme else (),
        )

    known = {theme.id for theme in themes}
    counts = [count(UNSORTED, _("To be sorted"))]
    for theme in themes:
        parent = theme.parent if theme.parent in known else ""
        counts.append(count(theme.id, str(theme.label), parent, theme.special))
    return counts


def recounted(
    counts: Sequence[ThemeCount], before: Iterable[TableRow], after: Iterable[TableRow]
) -> list[ThemeCount]:
    """Return the counts once some notes moved; the small curves follow at the next reading.

    Args:
        counts: as they were.
        before: the rows as they were.
        after: the same rows as they are.
    """
    notes: Counter[str] = Counter()
    locked: Counter[str] = Counter()
    for rows, step in ((before, -1), (after, 1)):
        for row in rows:
            notes[row.theme] += step
            locked[row.theme] += step * bool(row.placement and row.placement.locked)
    return [
        msgspec.structs.replace(
            count, notes=count.notes + notes[count.id], locked=count.locked + locked[count.id]
        )
        if count.id in notes
        else count
        for count in counts
    ]


def moved(row: TableRow, placement: Placement, label: str) -> TableRow:
    """Return a row as it is once its note lies elsewhere."""
    return msgspec.structs.replace(row, placement=placement, label=label, sure=sureness(placement))


def week_of(at: int) -> int:
    """Return the number of the week, from Monday to Sunday, of a Unix time in milliseconds."""
    return (at // _DAY_MS + _MONDAY) // 7
