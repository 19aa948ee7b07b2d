"""The list of themes beside the table: how many notes, how many of them decided, week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.theme_table import ThemeCount
from naho_feedback.services.wording import number, percent
from naho_feedback.tui.widgets.bars import spark

_ALL: Final = "*"
_COUNT: Final = 6
_SHARE: Final = 6
_LEAST_NAME: Final = 12


class ThemeList(OptionList):
    """Themes; Enter shows the notes of one.

    Args:
        id: the widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", N_("Show its notes")),
        Binding("escape,l,tab,shift+tab", "leave", N_("To the notes"), key_display="l"),
        Binding("t", "about('rename')", N_("Rename")),
        Binding("f", "about('merge')", N_("Merge")),
        Binding("h", "about('history')", N_("History")),
    ]
    DEFAULT_CSS = """
    ThemeList {
        background: $surface;
        border: none;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        text-wrap: nowrap;
        &:focus { border: none; }
    }
    """

    @dataclass
    class Shown(Message):
        """Somebody wants the notes of a theme, given by its id; None wants all."""

        list: ThemeList
        theme: str | None

        @property
        def control(self) -> ThemeList:
            """The list."""
            return self.list

    @dataclass
    class About(Message):
        """Somebody wants something of a theme: ``rename``, ``merge`` or ``history``."""

        list: ThemeList
        want: str
        theme: str

        @property
        def control(self) -> ThemeList:
            """The list."""
            return self.list

    @dataclass
    class Left(Message):
        """Somebody goes back to the notes."""

        list: ThemeList

        @property
        def control(self) -> ThemeList:
            """The list."""
            return self.list

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts: tuple[ThemeCount, ...] = ()
        self._drawn: tuple[int, str | None, tuple[ThemeCount, ...]] | None = None
        self._shown: str | None = None

    def show(self, counts: Sequence[ThemeCount], shown: str | None) -> None:
        """Show these themes, the one marked whose notes are in the table."""
        self._counts, self._shown = tuple(counts), shown
        self._draw()

    def on_resize(self) -> None:
        """Cut the names for the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        drawn = (width, self._shown, self._counts)
        if width <= 0 or drawn == self._drawn:
            return
        self._drawn = drawn
        under = self.highlighted
        total = sum(count.notes for count in self._counts)
        # One week is no curve: the names have the room then.
        weeks = max((len(count.weeks) for count in self._counts), default=0)
        weeks = weeks if weeks > 1 else 0
        options: list[Option | None] = [
            Option(_row(_("All notes"), total, "", "", width, weeks, self._shown is None), id=_ALL)
        ]
        special = False
        for count in self._counts:
            if count.special and not special:
                options.append(None)
            special = count.special
            share = percent(count.locked / count.notes) if count.locked else ""
            name = f"  {count.label}" if count.parent else count.label
            words = _row(
                *(name, count.notes, share, spark(count.weeks)),
                *(width, weeks, count.id == self._shown),
            )
            options.append(Option(words, id=f"#{count.id}"))
            if not count.id:
                options.append(None)
        self.set_options(options)
        if under is not None and self.option_count:
            self.highlighted = min(under, self.option_count - 1)

    @property
    def theme(self) -> str | None:
        """Id of the theme under the cursor; None on "all" and where the cursor is nowhere."""
        option = self.highlighted_option
        id_ = (option.id if option is not None else None) or _ALL
        return id_[1:] if id_ != _ALL else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to rename or merge only a theme."""
        return bool(self.theme) if action == "about" else super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted)
    def _moved(self, message: OptionList.OptionHighlighted) -> None:
        message.stop()
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _picked(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        id_ = message.option_id or _ALL
        self.post_message(self.Shown(self, None if id_ == _ALL else id_[1:]))

    def action_leave(self) -> None:
        """Go back to the notes."""
        self.post_message(self.Left(self))

    def action_about(self, want: str) -> None:
        """Ask for something of the theme under the cursor."""
        if self.theme:
            self.post_message(self.About(self, want, self.theme))


def _row(
    name: str, notes: int, share: str, curve: str, width: int, weeks: int, shown: bool
) -> Content:
    """Return a theme's line: mark, name, count, the share that people decided, its weeks."""
    if width - 2 - _COUNT - _SHARE - weeks - 1 < _LEAST_NAME:
        weeks = 0
    room = max(1, width - 2 - _COUNT - _SHARE - (weeks + 1 if weeks else 0))
    words = Content(one_line(name) if name[:1] != " " else f"  {one_line(name)}")
    words = words.truncate(room, ellipsis=True, pad=True)
    return Content.assemble(
        ("▸ " if shown else "  ", "$accent bold"),
        words.stylize("bold") if shown else words,
        number(notes).rjust(_COUNT),
        ((f"✓{share}" if share else "").rjust(_SHARE), "$quiet"),
        (f" {curve.rjust(weeks)}" if weeks else "", "$accent"),
    )
