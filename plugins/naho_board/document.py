"""The board's file: our cards in it, and around them what people wrote, which is kept.

A card of ours is everything from its heading, which ends in a marker, to its closing marker::

    ### Deux ordinateurs de plus <!-- naho:action:A7K2-12 -->
    - **Responsable** : DSI
    <!-- /naho:decide:1f2e3d4c5b6a:9a8b7c6d,0e1f2a3b -->

    What somebody adds here stays with the card, wherever the card goes.

The closing marker says in which section we put the card last, and what we wrote line by line,
so that the file alone tells what a person moved or changed. All other lines are people's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from naho_feedback.api import Localized

from .cards import COLUMNS, HEAD, Wanted, line_marks

_START: Final = re.compile(
    r"^(?P<title>.*?)[ \t]*"
    r"<!-- naho:(?P<key>board(?::demo)?|column:[a-z]+|(?:action|theme):\S+) -->[ \t]*$"
)
_END: Final = re.compile(
    r"^[ \t]*<!-- /naho:(?P<column>[a-z]*):(?P<mark>[0-9a-f]{12}):(?P<lines>[0-9a-f,]*) -->[ \t]*$"
)
_COLUMN: Final = "column:"
_THEIRS: Final = re.compile(r"^#{1,2}[ \t]")
_FENCE: Final = re.compile(r"^ {0,3}(```|~~~)")
_EDITED: Final = Localized("*Modifié à la main\u00a0:*", "*Changed by hand:*")


@dataclass
class Card:
    """A card as it stands in the file.

    Attributes:
        column: where we put it last; ``""`` if its closing marker is gone.
        mark: fingerprint of what we wrote; ``""`` likewise.
        lines: fingerprint of each line that we wrote.
        body: heading and lines, as they stand.
        notes: what people wrote below it.
    """

    key: str
    column: str = ""
    mark: str = ""
    lines: tuple[str, ...] = ()
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def edited(self) -> bool:
        """Whether somebody changed words of ours."""
        return line_marks(self.body) != self.lines


@dataclass
class Section:
    """A section: ours if it has an id, else people's own, or what stands before the first.

    Attributes:
        heading: the heading's line without its marker.
        notes: what people wrote between the heading and the first card.
    """

    id: str
    heading: str
    notes: list[str] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)


@dataclass
class Board:
    """The whole file, top to bottom; the first section has no heading and holds the head."""

    sections: list[Section]

    @property
    def head(self) -> Card | None:
        """Our lines at the top, by which a board is known."""
        return next((c for s, c in self.cards() if c.key.partition(":")[0] == HEAD), None)

    def cards(self) -> Iterator[tuple[Section, Card]]:
        """Yield every card with the section where it stands."""
        for section in self.sections:
            for card in section.cards:
                yield section, card

    def find(self, key: str) -> tuple[Section, Card] | None:
        """Return a card and where it stands."""
        return next(((s, c) for s, c in self.cards() if c.key == key), None)


def parse(text: str) -> Board:
    """Return the board that a text holds; every line of it is somewhere in it."""
    section = Section("", "")
    board = Board([section])
    seen: set[str] = set()
    target, card, fenced = section.notes, None, False
    for line in text.split("\n"):
        start, end = _START.match(line), _END.match(line)
        if start and start["key"] not in seen:  # a copy of a card is a person's own text
            seen.add(start["key"])
            fenced = False
            if start["key"].startswith(_COLUMN):
                section = Section(start["key"].removeprefix(_COLUMN), start["title"])
                board.sections.append(section)
                target, card = section.notes, None
            else:
                card = Card(start["key"], body=[start["title"]])
                section.cards.append(card)
                target = card.body
        elif end and card and target is card.body:
            card.column, card.mark = end["column"], end["mark"]
            card.lines = tuple(part for part in end["lines"].split(",") if part)
            target = card.notes
        elif _THEIRS.match(line) and not fenced:
            section = Section("", line)
            board.sections.append(section)
            target, card = section.notes, None
        else:
            fenced ^= bool(_FENCE.match(line))
            target.append(line)
    return board


def written(board: Board) -> str:
    """Return the text of a board; one empty line stands between its parts."""
    parts: list[str] = []
    for section in board.sections:
        if section.id:
            parts.append(f"{section.heading} <!-- naho:{_COLUMN}{section.id} -->")
        elif section.heading:
            parts.append(section.heading)
        parts.append(_trimmed(section.notes))
        for card in section.cards:
            parts.append(_card(card))
            parts.append(_trimmed(card.notes))
    return "\n\n".join(part for part in parts if part) + "\n"


def _card(card: Card) -> str:
    body = [f"{card.body[0]} <!-- naho:{card.key} -->", *card.body[1:]]
    if not card.mark:  # somebody removed the closing marker
        return _trimmed(body)
    return "\n".join([*body, f"<!-- /naho:{card.column}:{card.mark}:{','.join(card.lines)} -->"])


def _trimmed(lines: Sequence[str]) -> str:
    """Return people's lines as they wrote them, without the empty ones around."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


# ---- changes -------------------------------------------------------------------------------


def stays(section: Section, card: Card, wanted: Wanted) -> bool:
    """Whether a card keeps its place: it is right, or a person put it there."""
    return section.id == wanted.column or section.id != card.column


def put(board: Board, wanted: Wanted, language: str) -> None:
    """Bring a card up to date, or add it; people's lines and places are kept."""
    found = board.find(wanted.key)
    if found is None:
        card = Card(wanted.key)
        place = _column(board, wanted.column, language) if wanted.column else board.sections[0]
        place.cards.append(card)
        card.column = wanted.column
    else:
        place, card = found
        if not stays(place, card, wanted):
            place.cards.remove(card)
            _column(board, wanted.column, language).cards.append(card)
            card.column = wanted.column
        elif place.id == wanted.column:
            card.column = wanted.column
        card.notes = [*_edits(card, wanted.body, language), *card.notes]
    card.body = list(wanted.body)
    card.mark, card.lines = wanted.mark, line_marks(wanted.body)


def take_out(board: Board, key: str, language: str) -> None:
    """Remove a card of ours; what people wrote under it stays, under a heading that says so."""
    found = board.find(key)
    if found is None:
        return
    section, card = found
    section.cards.remove(card)
    notes = [*_edits(card, (), language), *card.notes]
    if not _trimmed(notes):
        return
    gone = Localized("*(carte retirée)*", "*(card removed)*").pick(language)
    before = section.cards[-1].notes if section.cards else section.notes
    before += ["", gone, "", *notes]


def name_columns(board: Board, language: str) -> None:
    """Add sections of ours that are missing, and give those that nobody renamed their name."""
    for id_ in COLUMNS:
        section = _column(board, id_, language)
        ours = {f"## {COLUMNS[id_].fr}", f"## {COLUMNS[id_].en}"}
        if section.heading in ours:
            section.heading = f"## {COLUMNS[id_].pick(language)}"


def _column(board: Board, id: str, language: str) -> Section:
    """Return a section of ours; one that is missing comes after the one before it in order."""
    found = next((s for s in board.sections if s.id == id), None)
    if found is not None:
        return found
    section = Section(id, f"## {COLUMNS[id].pick(language)}")
    order = list(COLUMNS)
    before = set(order[: order.index(id)])
    at = max((n for n, s in enumerate(board.sections) if s.id in before), default=0)
    board.sections.insert(at + 1, section)
    return section


def _edits(card: Card, body: Sequence[str], language: str) -> list[str]:
    """Return the lines that a person wrote over ours, for the place below the card."""
    if not card.edited:
        return []
    ours = {*card.lines, *line_marks(body)}
    theirs = [line for line in card.body if not ours.issuperset(line_marks([line]))]
    if card.mark == "":  # no closing marker: people's lines follow ours, keep them as they stand
        theirs = [line for line in card.body if not _is_known(line, ours)]
    if theirs and theirs[0] == card.body[0]:
        theirs[0] = theirs[0].lstrip("#").strip()
    return [_EDITED.pick(language), "", *theirs, ""] if _trimmed(theirs) else []


def _is_known(line: str, ours: set[str]) -> bool:
    marks = line_marks([line])
    return bool(marks) and ours.issuperset(marks)
