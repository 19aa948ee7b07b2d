"""A tile of the dashboard: title, lines with bars, a small curve; opens its screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.bars import rule, spark

if TYPE_CHECKING:
    from naho_feedback.contracts.plugins import PanelData, PanelLine

_LEAST_BAR: Final = 6


class Tile(Widget, can_focus=True):
    """Shows what a panel returned; everything in it may be typed text.

    Args:
        data: what to show.
        screen: name of the screen that it opens, ``""`` for none.
        hint: the key and name of that screen, such as ``"F3 Mur"``.
        opens: screens that its lines may open.
        name: the panel's name.
    """

    DEFAULT_CSS = """
    Tile {
        height: auto;
        padding: 0 1;
        background: $surface;
        border-left: outer $surface;
        &:focus { border-left: outer $accent; background: $panel; }
        &:hover { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Open")),
        Binding("down,right", "app.focus_next", N_("Next tile"), show=False),
        Binding("up,left", "app.focus_previous", N_("Tile before"), show=False),
    ]
    ALLOW_SELECT = False

    @dataclass
    class Opened(Message):
        """Somebody wants the screen behind a tile or behind one of its lines."""

        tile: Tile
        screen: str

        @property
        def control(self) -> Tile:
            """The tile."""
            return self.tile

    def __init__(
        self,
        data: PanelData,
        *,
        screen: str = "",
        hint: str = "",
        opens: frozenset[str] = frozenset(),
        name: str | None = None,
    ) -> None:
        super().__init__(name=name)
        self._data = data
        self._screen = screen
        self._hint = hint
        self._opens = opens

    @property
    def data(self) -> PanelData:
        """What it shows now."""
        return self._data

    def show(self, data: PanelData, hint: str) -> None:
        """Show something else; nothing is painted where nothing changed."""
        if (data, hint) != (self._data, self._hint):
            taller = len(data.lines) != len(self._data.lines) or bool(data.spark) != bool(
                self._data.spark
            )
            self._data, self._hint = data, hint
            self.refresh(layout=taller)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only where there is something behind."""
        return bool(self._screen) if action == "open" else super().check_action(action, parameters)

    def action_open(self) -> None:
        """Ask for the screen behind."""
        if self._screen:
            self.post_message(self.Opened(self, self._screen))

    def on_click(self, event: events.Click) -> None:
        """Ask for the screen behind the line, else for that behind the tile."""
        row = event.y - 1
        line = self._data.lines[row] if 0 <= row < len(self._data.lines) else None
        screen = line.screen if line and line.screen in self._opens else self._screen
        if screen:
            self.post_message(self.Opened(self, screen))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of rows."""
        return len(self._rows(width))

    def render(self) -> RenderResult:
        """Return the rows for the width."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        data = self._data
        rows = [_two_ends(one_line(data.title), self._hint, width, "bold", "$quiet")]
        curve = spark(data.spark)
        if not data.lines and not curve:
            return [*rows, *Content.styled(one_line(data.empty), "$quiet").wrap(max(1, width))]
        labels, values = _columns(data.lines, width)
        rows += [_line(line, labels, values, width) for line in data.lines]
        if curve:
            label = one_line(data.spark_label)
            rows.append(_two_ends(curve, label, width, "$accent", "$quiet"))
        return rows


def _columns(lines: tuple[PanelLine, ...], width: int) -> tuple[int, int]:
    """Return how wide labels and values are beside bars, so that the bars of a tile align."""
    barred = [line for line in lines if line.bar is not None]
    values = max((Content(one_line(line.value)).cell_length for line in barred), default=0)
    labels = max((Content(one_line(line.label)).cell_length for line in barred), default=0)
    return min(labels, max(8, width - values - _LEAST_BAR - 2)), values


def _line(line: PanelLine, labels: int, values: int, width: int) -> Content:
    label, value = one_line(line.label), one_line(line.value)
    style = "bold" if line.strong else ""
    if line.bar is None:
        return _two_ends(label, value, width, style, "bold $accent" if line.strong else "")
    room = width - labels - values - 2
    if room < _LEAST_BAR:
        return _two_ends(label, value, width, style, style)
    name = Content.styled(label, style).truncate(labels, ellipsis=True)
    drawn, track = rule(line.bar, room)
    return Content.assemble(
        name,
        " " * (labels - name.cell_length + 1),
        (drawn, "$accent"),
        (track, "$rule"),
        " ",
        (value.rjust(values), style),
    )


def _two_ends(left: str, right: str, width: int, left_style: str, right_style: str) -> Content:
    """Return a row with words at both ends; the left ones are cut where they do not fit."""
    end = Content.styled(right, right_style).truncate(max(0, width), ellipsis=True)
    room = width - end.cell_length - (2 if right else 0)
    start = Content.styled(left, left_style).truncate(max(0, room), ellipsis=True)
    gap = " " * max(0, width - start.cell_length - end.cell_length)
    return Content.assemble(start, gap, end)
