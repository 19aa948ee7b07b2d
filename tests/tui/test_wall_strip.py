"""A strip of the wall looks on a terminal as Textual's own would, and takes fewer bytes."""

from __future__ import annotations

from typing import Final

import pyte
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.widgets.wall_strip import WallStrip
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import on_wall, open_session

# Two letters that differ, one of two cells, blanks, lines: what cards are made of.
TEXTS: Final = st.text(st.sampled_from("ab é│━ 字"), min_size=1, max_size=6)
COLOURS: Final = st.sampled_from(["#102030", "#fefefe", "#808080", "color(3)", "color(240)"])
STYLES: Final = st.none() | st.builds(
    Style,
    color=st.none() | COLOURS,
    bgcolor=st.none() | COLOURS,
    **{name: st.none() | st.booleans() for name in ("bold", "italic", "underline", "reverse")},
)
LINED: Final = Style(underline=True)
LINES: Final = st.lists(st.builds(Segment, TEXTS, STYLES), max_size=8)
SYSTEMS: Final = ("standard", "256", "truecolor")


def console(system: str) -> Console:
    return Console(color_system=system, force_terminal=True, width=80)  # type: ignore[arg-type]


def cells(written: str) -> list[tuple[object, ...]]:
    """Return what a terminal shows after these bytes and one more letter."""
    screen = pyte.Screen(60, 1)
    pyte.Stream(screen).feed(written + "x")
    seen: list[tuple[object, ...]] = []
    for x in range(60):
        cell = screen.buffer[0][x]
        # The colour and the slant of a blank cannot be seen; that of a line under it can.
        blank = cell.data.isspace() and not cell.reverse and not cell.underscore
        ink = None if blank else (cell.fg, cell.bold, cell.italics)
        seen.append((cell.data, cell.bg, cell.underscore, cell.reverse, ink))
    return seen


@pytest.mark.parametrize("system", SYSTEMS)
@given(line=LINES)
@example([Segment("a", Style(color="#102030", reverse=True)), Segment(" ", Style(reverse=True))])
@example(
    [Segment("a", Style(color="#fefefe", underline=True)), Segment(" ", Style(underline=True))]
)
def test_it_looks_like_textuals_own(system: str, line: list[Segment]) -> None:
    width = sum(cell_len(segment.text) for segment in line)
    # Styles keep the first terminal's codes that they were written for.
    fresh = [Segment(s.text, None if s.style is None else s.style.copy()) for s in line]
    plain = Strip(fresh, width).render(console(system))
    assert cells(WallStrip(line, width).render(console(system))) == cells(plain)


def test_it_says_only_what_changes() -> None:
    desk = Style(color="#ffffff", bgcolor="#000000")
    paper = Style(color="#101010", bgcolor="#eeeeee")
    line = [Segment("a", desk), Segment(" ", paper), Segment("b", paper), Segment("  ", desk)]
    written = WallStrip(line, 5).render(console("truecolor"))
    assert written == (
        "\x1b[38;2;255;255;255;48;2;0;0;0ma"
        "\x1b[48;2;238;238;238m "
        "\x1b[38;2;16;16;16mb"
        "\x1b[48;2;0;0;0m  \x1b[0m"
    )
    assert len(written) < 0.8 * len(Strip(line, 5).render(console("truecolor")))


def test_sixteen_colours_are_all_that_an_old_terminal_gets() -> None:
    line = [Segment("a", Style(color="#ff0000", bgcolor="#000000"))]
    assert WallStrip(line, 1).render(console("standard")) == "\x1b[31;40ma\x1b[0m"


async def test_the_wall_paints_with_it_beside_its_scroll_bar(naho: Naho, app: AppFactory) -> None:
    session = open_session(naho)
    for number in range(20):
        naho.capture.add_note(session, "", f"post-it {number}")
    async with app().run_test(size=(80, 24)) as pilot:
        wall = (await on_wall(pilot)).wall
        await settle(pilot)
        assert wall.show_vertical_scrollbar
        lines = wall.render_lines(wall.size.region)
        assert len(lines) == wall.size.height
        for line in lines:
            assert isinstance(line, WallStrip)
            # As the compositor cuts it, where the bar stands and at the end.
            assert line.divide([wall.painted_width, wall.size.width]) == [line]
