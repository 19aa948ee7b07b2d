"""The plain part: short lines that a phone shows without scrolling sideways."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from .content import Content, Item
from .wording import Wording

COLUMNS: Final = 78
_DETAILS: Final = 46
LINES: Final = 25
"""Lines with something on them; more is not read on a phone."""


@dataclass(frozen=True)
class _Room:
    """How much of each part there is room for."""

    themes: int
    scores: int
    quotes: int
    due: int
    limits: int
    lines: int
    """Lines that one entry may take."""


_ROOMS: Final = (
    _Room(themes=5, scores=3, quotes=3, due=3, limits=4, lines=3),
    _Room(themes=4, scores=2, quotes=2, due=2, limits=2, lines=2),
    _Room(themes=3, scores=2, quotes=2, due=1, limits=1, lines=2),
    _Room(themes=3, scores=1, quotes=2, due=1, limits=1, lines=2),
    _Room(themes=2, scores=1, quotes=2, due=1, limits=1, lines=2),
    _Room(themes=3, scores=1, quotes=2, due=1, limits=1, lines=1),
    _Room(themes=2, scores=1, quotes=1, due=1, limits=1, lines=1),
)
"""From generous to narrow: the largest that fits :data:`LINES` is taken."""


def text(content: Content, say: Wording) -> str:
    """Return the plain text, with a line feed at the end of each line."""
    lines: list[str] = []
    for room in _ROOMS:
        lines = list(_Page(content, say, room).lines())
        if sum(1 for line in lines if line) <= LINES:
            break
    return "\n".join(lines) + "\n"


def _cut(
    text: str, lines: int, *, first: str = "", then: str = "", columns: int = COLUMNS
) -> list[str]:
    """Wrap text into at most so many lines; what is cut ends in an ellipsis."""
    return textwrap.wrap(
        text,
        columns,
        initial_indent=first,
        subsequent_indent=then,
        max_lines=lines,
        placeholder=" […]",
        break_on_hyphens=False,
    )


class _Page:
    def __init__(self, content: Content, say: Wording, room: _Room) -> None:
        self._content = content
        self._say = say
        self._room = room

    def lines(self) -> Iterable[str]:
        """Yield the lines; an empty one stands before each heading."""
        content, pick = self._content, self._say.pick
        yield from self._head()
        decide = pick("À DÉCIDER", "TO DECIDE") + f" ({content.to_decide})"
        yield from self._part(decide, self._decisions)
        yield from self._part(pick("AUJOURD'HUI", "TODAY"), self._figures)
        yield from self._part(pick("CE QUI REVIENT", "WHAT COMES BACK"), self._themes)
        yield from self._part(pick("CE QU'ON NOUS DIT", "WHAT PEOPLE SAY"), self._quotes)
        yield from self._part(pick("MESURES", "MEASURES"), self._scores)
        yield from self._part(pick("À FAIRE SOUS 7 JOURS", "DUE WITHIN 7 DAYS"), self._due)
        yield ""
        yield from self._entry(" ".join(content.limits[: self._room.limits]))
        yield from self._entry(content.page)
        yield content.stop

    def _part(self, heading: str, body: Callable[[], Iterable[str]]) -> Iterable[str]:
        lines = list(body())
        if lines:
            yield from ("", heading, *lines)

    def _entry(self, text: str, *, first: str = "") -> list[str]:
        return _cut(text, self._room.lines, first=first, then=" " * len(first))

    def _head(self) -> Iterable[str]:
        content = self._content
        if content.mark:
            yield content.mark
        yield from self._entry(f"{content.title} · {content.day}")
        yield from self._entry(content.headline)

    def _decisions(self) -> Iterable[str]:
        for item in self._content.decisions:
            yield from self._item(item)
        yield from self._more(self._content.to_decide - len(self._content.decisions))

    def _item(self, item: Item) -> Iterable[str]:
        """Return what is to be done, then whose and when, on one line where both fit."""
        details = f"({item.details})" if item.details else ""
        if self._room.lines > 1 and len(item.text) + len(details) + 3 > COLUMNS:
            return [*self._entry(item.text, first="- "), *_cut(details, 1, first="  ")]
        details = "".join(_cut(details, 1, columns=_DETAILS))
        text = "".join(_cut(item.text, 1, first="- ", columns=COLUMNS - len(details) - 1))
        return [f"{text} {details}".rstrip()]

    def _more(self, n: int) -> Iterable[str]:
        if n > 0:
            yield self._say.pick(f"- et {n} de plus", f"- and {n} more")

    def _figures(self) -> Iterable[str]:
        content, pick = self._content, self._say.pick
        today = " · ".join(figure.said for figure in content.today)
        yield from self._entry(today or pick("Rien de nouveau.", "Nothing new."))
        since = f" ({content.period})" if content.period else ""
        yield from self._entry(pick("En tout\u00a0: ", "In all: ") + content.so_far + since)
        if content.reach:
            yield from self._entry(pick("Venus\u00a0: ", "Who came: ") + content.reach)
        if content.unheard:
            yield from self._entry(
                pick("Pas ou peu entendus\u00a0: ", "Heard little or not at all: ")
                + content.unheard
            )
        yield from self._entry(content.flagged)

    def _themes(self) -> Iterable[str]:
        colon = self._say.pick("\u00a0: ", ": ")
        for theme in self._content.themes[: self._room.themes]:
            yield from self._entry(f"{theme.label}{colon}{theme.said}", first="- ")
        if self._content.themes:
            yield from self._entry(self._content.apart)

    def _quotes(self) -> Iterable[str]:
        """Yield whole quotes only: half of one may say the contrary."""
        whole = [_cut(quote.text, 99, first="- ", then="  ") for quote in self._content.quotes]
        fitting = [lines for lines in whole if len(lines) <= self._room.lines]
        for lines in fitting[: self._room.quotes]:
            yield from lines

    def _scores(self) -> Iterable[str]:
        """Yield questions with their scores; it is never the score that is cut."""
        colon = self._say.pick("\u00a0: ", ": ")
        for score in self._content.scores[: self._room.scores]:
            between = " " if score.question.endswith("?") else colon
            spare = 2 if self._room.lines == 1 else 20  # words do not fill a line to its end
            left = COLUMNS * self._room.lines - len(score.said) - len(between) - spare
            asked = "".join(_cut(score.question, 1, columns=max(20, left)))
            yield from self._entry(asked + between + score.said, first="- ")

    def _due(self) -> Iterable[str]:
        shown = self._content.due[: self._room.due]
        for item in shown:
            yield from self._item(item)
        yield from self._more(self._content.due_more + len(self._content.due) - len(shown))
