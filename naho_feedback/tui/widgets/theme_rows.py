"""The rows of the table of themes, without a terminal: order, filter, places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from naho_feedback.domain.text import folded
from naho_feedback.i18n import N_
from naho_feedback.services.sureness import Sure
from naho_feedback.services.theme_table import TableRow

Key = tuple[float | str, ...]


@dataclass(frozen=True)
class Order:
    """One way to order the rows.

    Attributes:
        name: English message, translated when shown.
        column: the column whose head says so, ``""`` for the first order.
        key: what rows are compared by; the newest note comes first among equals.
    """

    name: str
    column: str
    key: Callable[[TableRow], Key]


def _first_key(row: TableRow) -> Key:
    placement, sure = row.placement, row.sure
    if sure == Sure.UNSORTED:  # what a person left there comes behind what nobody looked at
        return (0, placement is not None and placement.locked)
    return (1, placement.confidence if placement else 0.0) if sure == Sure.UNSURE else (2, 0)


ORDERS: Final = (
    Order(N_("to be sorted first"), "", _first_key),
    Order(N_("by theme"), "theme", lambda row: (row.label == "", folded(row.label))),
    Order(N_("by site"), "site", lambda row: (folded(row.site),)),
    Order(N_("most dots first"), "dots", lambda row: (-row.note.dots,)),
    Order(N_("least sure first"), "sure", lambda row: (row.sure, _confidence(row))),
    Order(N_("newest first"), "note", lambda _row: ()),
)
"""The orders that a key goes through; the first one is where the work is."""


def _confidence(row: TableRow) -> float:
    return row.placement.confidence if row.placement else 0.0


class ThemeRows:
    """The notes in their order, as far as the filter lets them through.

    A row keeps its place when its theme changes: whoever sorts thirty notes in a row must not
    see them jump. It is put where it belongs when the order or the filter is asked for anew.
    """

    def __init__(self) -> None:
        self.order = ORDERS[0]
        self.words = ""
        self.theme: str | None = None
        self._rows: dict[str, TableRow] = {}
        self._keys: dict[str, Key] = {}
        self._sorted: list[str] = []
        self.shown: list[str] = []
        self._places: dict[str, int] | None = None

    # ---- what there is -------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many notes there are, filtered ones included."""
        return len(self._rows)

    @property
    def is_filtered(self) -> bool:
        """Whether words or a theme are looked for."""
        return bool(self.words) or self.theme is not None

    def row(self, id: str) -> TableRow | None:
        """Return a note's row, or None."""
        return self._rows.get(id)

    def at(self, place: int) -> TableRow:
        """Return the row at a place of those that are shown."""
        return self._rows[self.shown[place]]

    def place_of(self, id: str) -> int | None:
        """Return where a note is shown, or None."""
        if self._places is None:
            self._places = {shown: place for place, shown in enumerate(self.shown)}
        return self._places.get(id)

    def has_role(self) -> bool:
        """Whether it is known of any note who said it."""
        return any(row.role for row in self._rows.values())

    # ---- data in -------------------------------------------------------------------------

    def replace(self, rows: Iterable[TableRow]) -> bool:
        """Show these rows; those that were there keep their places. Return whether any changed."""
        given = {row.id: row for row in rows}
        if given == self._rows:
            return False
        if not self._rows:
            self._rows = given
            self.sort()
            return True
        gone = self._rows.keys() - given.keys()
        new = [row for id_, row in given.items() if id_ not in self._rows]
        self._rows = given
        if gone:
            self._sorted = [id_ for id_ in self._sorted if id_ not in gone]
            self.shown = [id_ for id_ in self.shown if id_ not in gone]
            for id_ in gone:
                self._keys.pop(id_, None)
        for row in new:
            self._put_in(row)
        if gone or new:
            self._places = None
        return True

    def change(self, rows: Iterable[TableRow]) -> None:
        """Show changed rows, each in its place."""
        for row in rows:
            if row.id in self._rows:
                self._rows[row.id] = row

    def _put_in(self, row: TableRow) -> None:
        """Show a new note where it belongs among rows that keep their places."""
        key = self._keys[row.id] = self._key(row)
        self._sorted.insert(bisect_left(self._sorted, key, key=self._keys.__getitem__), row.id)
        if self._passes(row):
            self.shown.insert(bisect_left(self.shown, key, key=self._keys.__getitem__), row.id)

    # ---- order and filter ----------------------------------------------------------------

    def sort(self, order: Order | None = None) -> None:
        """Put all rows where they belong, in another order if one is given."""
        self.order = order or self.order
        self._keys = {id_: self._key(row) for id_, row in self._rows.items()}
        self._sorted = sorted(self._rows, key=self._keys.__getitem__)
        self._filter(self._sorted)

    def look_for(self, words: str) -> None:
        """Show only rows whose text holds all the words; accents do not count."""
        wanted = " ".join(folded(words).split())
        narrower = bool(self.words) and wanted.startswith(self.words)
        self.words = wanted
        # Each letter more looks through what the letters before it found.
        self._filter(self.shown if narrower else self._sorted)

    def only(self, theme: str | None) -> None:
        """Show only the notes of a theme; None shows all."""
        self.theme = theme
        self._filter(self._sorted)

    def _filter(self, ids: list[str]) -> None:
        self.shown = (
            [id_ for id_ in ids if self._passes(self._rows[id_])] if self.is_filtered else [*ids]
        )
        self._places = None

    def _passes(self, row: TableRow) -> bool:
        if self.theme is not None and row.theme != self.theme:
            return False
        return all(word in row.text for word in self.words.split())

    def _key(self, row: TableRow) -> Key:
        # An import gives many notes one time; their numbers tell which came last.
        number = row.id.rpartition("-")[2]
        return (
            *self.order.key(row),
            -row.note.at,
            -int(number) if number.isdecimal() else 0,
            row.id,
        )
