"""What ``--json`` prints of walls; the fields are a contract, see ``docs/json.md``."""

from __future__ import annotations

from collections.abc import Sequence

from naho_feedback.cli.shapes import NoteOut, Out, moment
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import receipt
from naho_feedback.services.bin import Binned
from naho_feedback.services.gestures import Gesture
from naho_feedback.services.outline import ColumnPart, GroupPart, ThemePart, WallOutline
from naho_feedback.services.undo import Undone


class UndoneOut(Out, frozen=True, kw_only=True):
    """What was taken back, or done again."""

    event: str
    op: str
    did: str
    session: str
    notes: tuple[str, ...]

    @classmethod
    def of(cls, undone: Undone) -> UndoneOut:
        """Return the shape of an undo or a redo."""
        return cls(
            event=undone.event,
            op=undone.op,
            did=undone.gesture.did,
            session=undone.gesture.session,
            notes=tuple(map(receipt, undone.ids)),
        )


class GestureOut(Out, frozen=True, kw_only=True):
    """One change of a wall."""

    event: str
    at: str
    session: str
    did: str
    notes: tuple[str, ...]
    column: str
    dots: int
    theme: str
    title: str
    undone: bool
    said: str

    @classmethod
    def of(cls, gesture: Gesture, said: str) -> GestureOut:
        """Return the shape of a change; ``said`` is its sentence."""
        return cls(
            event=gesture.event,
            at=moment(gesture.at),
            session=gesture.session,
            did=gesture.did,
            notes=tuple(map(receipt, gesture.notes)),
            column=gesture.column,
            dots=gesture.dots,
            theme=gesture.theme,
            title=gesture.title,
            undone=gesture.undone,
            said=said,
        )


class BinnedOut(Out, frozen=True, kw_only=True):
    """A note in the bin, and when it went there."""

    note: NoteOut
    removed: str

    @classmethod
    def of(cls, binned: Binned) -> BinnedOut:
        """Return the shape of a note in the bin."""
        return cls(note=NoteOut.of(binned.note), removed=moment(binned.at))


class GroupOut(Out, frozen=True, kw_only=True):
    """A group, with the receipts of its notes."""

    id: str
    session: str
    title: str
    at: str
    notes: tuple[str, ...]

    @classmethod
    def of(cls, cluster: Cluster, notes: Sequence[Note]) -> GroupOut:
        """Return the shape of a group."""
        return cls(
            id=cluster.id,
            session=cluster.session,
            title=cluster.title,
            at=moment(cluster.at),
            notes=tuple(note.receipt for note in notes),
        )


class WallNoteOut(Out, frozen=True, kw_only=True):
    """A note on its wall."""

    number: int
    id: str
    receipt: str
    text: str
    dots: int


class WallGroupOut(Out, frozen=True, kw_only=True):
    """Notes of one group in one column and theme; an empty id: notes on their own."""

    id: str
    title: str
    size: int
    notes: tuple[WallNoteOut, ...]

    @classmethod
    def of(cls, part: GroupPart) -> WallGroupOut:
        """Return the shape of a part of a group."""
        return cls(
            id=part.id,
            title=part.title,
            size=part.size,
            notes=tuple(
                WallNoteOut(
                    number=numbered.number,
                    id=numbered.note.id,
                    receipt=numbered.note.receipt,
                    text=numbered.note.text,
                    dots=numbered.note.dots,
                )
                for numbered in part.notes
            ),
        )


class WallThemeOut(Out, frozen=True, kw_only=True):
    """One theme in one column."""

    id: str
    label: str
    count: int
    groups: tuple[WallGroupOut, ...]

    @classmethod
    def of(cls, part: ThemePart) -> WallThemeOut:
        """Return the shape of a theme in a column."""
        groups = tuple(map(WallGroupOut.of, part.groups))
        return cls(id=part.id, label=part.label, count=part.count, groups=groups)


class WallColumnOut(Out, frozen=True, kw_only=True):
    """One column."""

    id: str
    name: str
    polarity: str
    count: int
    dots: int
    themes: tuple[WallThemeOut, ...]

    @classmethod
    def of(cls, part: ColumnPart) -> WallColumnOut:
        """Return the shape of a column."""
        return cls(
            id=part.column.id,
            name=str(part.column.name),
            polarity=part.column.polarity,
            count=part.count,
            dots=part.dots,
            themes=tuple(map(WallThemeOut.of, part.themes)),
        )


class WallOut(Out, frozen=True, kw_only=True):
    """A wall as an outline."""

    session: str
    receipt: str
    title: str
    site: str
    format: str
    closed: bool
    count: int
    dots: int
    columns: tuple[WallColumnOut, ...]

    @classmethod
    def of(cls, wall: WallOutline, title: str) -> WallOut:
        """Return the shape of a wall; ``title`` is what people call its session."""
        return cls(
            session=wall.session.id,
            receipt=wall.session.receipt,
            title=title,
            site=wall.session.site,
            format=wall.session.format,
            closed=not wall.session.is_open,
            count=wall.count,
            dots=wall.dots,
            columns=tuple(map(WallColumnOut.of, wall.columns)),
        )
