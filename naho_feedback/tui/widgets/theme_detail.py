"""The chosen note whole, why it lies where it lies, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import folded, one_line, shown
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.sureness import why_sentence
from naho_feedback.services.theme_table import TableRow
from naho_feedback.services.wording import number
from naho_feedback.tui.widgets.page import Rows, two_ends, wrapped

_DECIDED: Final = Style(bold=True, underline=True)


class ThemeDetail(Widget):
    """A few rows below the table; as many as fit, with a hint where there are more.

    Args:
        id: the widget's id.
    """

    DEFAULT_CSS = """
    ThemeDetail { padding: 0 1; background: $surface; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Rows = lambda _width: []

    def show(self, make: Rows) -> None:
        """Show other rows."""
        self._make = make
        self.refresh()

    def render(self) -> RenderResult:
        """Return the rows, cut to the height."""
        width, height = self.content_size
        rows = self._make(width)
        if len(rows) > height > 0:
            more = Content.styled(_("i shows more"), "$quiet")
            rows = [*rows[: height - 1], two_ends(rows[height - 1], more, width)]
        return Content("\n").join(rows)


def note_rows(
    row: TableRow, *, column: str, also: Sequence[str], more: Sequence[str] = ()
) -> Callable[[int], list[Content]]:
    """Return what makes the rows about a note for a width.

    Args:
        row: the note.
        column: the name of its column on the wall.
        also: names of other themes that it speaks of.
        more: further sentences: facets, where it lay before.
    """
    note = row.note
    dots = ngettext("{n} dot", "{n} dots", note.dots).format(n=number(note.dots))
    said = (note.receipt, row.site, row.role, f"{row.polarity.sign} {column}".strip())
    head = " · ".join(filter(None, (*said, dots if note.dots else "")))
    decided = row.placement.words if row.placement else ()

    def rows(width: int) -> list[Content]:
        theme = Content.styled(one_line(row.label or _("To be sorted")), "bold $accent")
        found = [two_ends(Content.styled(one_line(head), "$quiet"), theme, width)]
        found += wrapped(highlighted(shown(note.text), decided), width)
        why = one_line(why_sentence(row.placement))
        if also:
            others = _("Also: {themes}.").format(themes=", ".join(map(one_line, also)))
            why = f"{why} {others}"
        found += wrapped(Content.styled(why, "$quiet"), width)
        for sentence in more:
            found += wrapped(Content.styled(one_line(sentence), "$quiet"), width)
        return found

    return rows


def similar_rows(theme: str, notes: Iterable[Note]) -> Callable[[int], list[Content]]:
    """Return what makes the list of notes that may go with one that a person moved."""
    given = list(notes)
    head = _("These notes would go to {theme}:").format(theme=theme)

    def rows(width: int) -> list[Content]:
        found = [Content.styled(one_line(head), "bold $accent").truncate(width, ellipsis=True)]
        for note in given:
            words = Content.assemble((f"{note.receipt}  ", "$quiet"), one_line(note.text))
            found.append(words.truncate(width, ellipsis=True))
        return found

    return rows


def highlighted(text: str, words: Iterable[str]) -> Content:
    """Return a text with the words that decided marked, whatever their case and accents.

    Args:
        text: safe to show.
        words: as a grouper gave them; one that does not occur is left out.
    """
    content = Content(text)
    letters = [(letter, place) for place, char in enumerate(text) for letter in folded(char)]
    compared = "".join(letter for letter, _place in letters)
    for word in words:
        wanted = folded(word)
        for start in _occurrences(compared, wanted):
            first, last = letters[start][1], letters[start + len(wanted) - 1][1]
            content = content.stylize(_DECIDED, first, last + 1)
    return content


def _occurrences(text: str, wanted: str) -> Iterator[int]:
    """Yield where words begin that are wanted; "if" is not found in "tarif"."""
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(wanted, end)
