"""A wall as an outline: columns, themes in them, groups in these, and notes, all in order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Column, Note
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import UNSORTED, Placement, ThemeSource
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.theming import Theming


class NumberedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note and its place in its column, counted from 1."""

    number: int
    note: Note


class GroupPart(msgspec.Struct, frozen=True, kw_only=True):
    """Notes of one group that share a column and a theme; or notes on their own.

    Attributes:
        id: the group's id, ``""`` for notes on their own.
        title: the group's title as typed.
        size: how many notes the whole group has, wherever they hang.
        notes: those that are here, oldest first.
    """

    id: str
    title: str
    size: int
    notes: tuple[NumberedNote, ...]


class ThemePart(msgspec.Struct, frozen=True, kw_only=True):
    """Notes of one column about one theme.

    Attributes:
        id: the theme's id, :data:`naho_feedback.domain.themes.UNSORTED` where nobody sorted them.
        label: what it is called.
        groups: notes on their own first, then the groups, oldest first.
    """

    id: str
    label: str
    groups: tuple[GroupPart, ...]

    @property
    def count(self) -> int:
        """How many notes there are."""
        return sum(len(group.notes) for group in self.groups)


class ColumnPart(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its themes in the taxonomy's order, what is still to be sorted last."""

    column: Column
    themes: tuple[ThemePart, ...]

    @property
    def notes(self) -> list[Note]:
        """Its notes in the order of the outline."""
        return [n.note for theme in self.themes for group in theme.groups for n in group.notes]

    @property
    def count(self) -> int:
        """How many notes hang in it."""
        return len(self.notes)

    @property
    def dots(self) -> int:
        """How many dots they have."""
        return sum(note.dots for note in self.notes)


class WallOutline(msgspec.Struct, frozen=True, kw_only=True):
    """A whole wall."""

    session: Session
    columns: tuple[ColumnPart, ...]

    @property
    def count(self) -> int:
        """How many notes hang on it."""
        return sum(column.count for column in self.columns)

    @property
    def dots(self) -> int:
        """How many dots they have."""
        return sum(column.dots for column in self.columns)


class Outlines:
    """Makes outlines.

    Args:
        capture: where the notes come from.
        theming: where their themes come from.
        clustering: where their groups come from.
        themes: the themes' names and their order.
    """

    def __init__(
        self, capture: Capture, theming: Theming, clustering: Clustering, themes: ThemeSource
    ) -> None:
        self._capture = capture
        self._theming = theming
        self._clustering = clustering
        self._themes = themes

    def outline(self, session: Session) -> WallOutline:
        """Return the outline of a session's wall; every note of it is there, once.

        A note whose column the wall does not have hangs in the last one, as on the screen.

        Raises:
            StoreError: if the records cannot be read.
        """
        columns = self._capture.format_of(session).columns
        known = {column.id for column in columns}
        notes: dict[str, list[Note]] = {column.id: [] for column in columns}
        for note in self._capture.notes(session.id):
            notes[note.column if note.column in known else columns[-1].id].append(note)
        clusters = self._clustering.clusters(session.id)
        placements = self._theming.placements()
        sizes = dict.fromkeys((cluster.id for cluster in clusters), 0)
        for note in (note for column in notes.values() for note in column):
            if note.cluster in sizes:
                sizes[note.cluster] += 1
        return WallOutline(
            session=session,
            columns=tuple(
                ColumnPart(
                    column=column,
                    themes=self._parts(notes[column.id], placements, clusters, sizes),
                )
                for column in columns
            ),
        )

    def _parts(
        self,
        notes: Sequence[Note],
        placements: dict[str, Placement],
        clusters: Sequence[Cluster],
        sizes: dict[str, int],
    ) -> tuple[ThemePart, ...]:
        by_theme: dict[str, list[Note]] = {}
        for note in notes:
            placement = placements.get(note.id)
            by_theme.setdefault(placement.theme if placement else UNSORTED, []).append(note)
        order = [theme.id for theme in self._themes.taxonomy.themes]
        order += sorted(by_theme.keys() - {*order, UNSORTED})  # of another taxonomy
        found = []
        number = 1
        for id_ in (*order, UNSORTED):
            here = by_theme.get(id_)
            if not here:
                continue
            groups = _groups(here, clusters, sizes, number)
            number += len(here)
            label = self._themes.taxonomy.label(id_) if id_ else _("To be sorted")
            found.append(ThemePart(id=id_, label=label, groups=groups))
        return tuple(found)


def _groups(
    notes: Sequence[Note], clusters: Sequence[Cluster], sizes: dict[str, int], number: int
) -> tuple[GroupPart, ...]:
    """Return notes by group; their numbers go on from ``number``."""
    alone = [note for note in notes if note.cluster not in sizes]
    parts = [("", "", len(alone), alone)]
    for cluster in clusters:
        inside = [note for note in notes if note.cluster == cluster.id]
        parts.append((cluster.id, cluster.title, sizes[cluster.id], inside))
    found = []
    for id_, title, size, inside in parts:
        if inside:
            numbered = tuple(NumberedNote(number=n, note=x) for n, x in enumerate(inside, number))
            number += len(inside)
            found.append(GroupPart(id=id_, title=title, size=size, notes=numbered))
    return tuple(found)
