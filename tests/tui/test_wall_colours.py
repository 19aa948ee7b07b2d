"""What is painted on the wall can be read: chosen, selected, dragged, in whatever colours."""

from __future__ import annotations

import re

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Origin
from naho_feedback.tui import look
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.wall import WallView
from tests.tui.conftest import AppFactory
from tests.tui.contrast import XTERM, Rgb, contrast_of
from tests.tui.test_wall_drag import move
from tests.tui.wall_help import on_wall

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (160, 40)
DRAWN = re.compile("[─━═┄│┃║┆╭╮╰╯┏┓┗┛╔╗╚╝┌┐└┘█▁▂▃▄▅▆▇]")


def hang_all(naho: Naho) -> None:
    """Hang notes of every origin in columns of four polarities, some in a group, one locked."""
    session = naho.capture.open_session("post-it", "lens", format="six-regards")
    columns = naho.capture.format_of(session).columns
    for number, origin in enumerate([*Origin, *Origin, *Origin]):
        column = columns[number % len(columns)].id
        naho.capture.add_note(session, column, f"note {number}", dots=number, origin=origin)
    notes = naho.capture.notes()
    naho.clustering.group([notes[0], notes[6]], "Ensemble")
    naho.theming.place(notes[2].id, "materiel")


async def every_state(pilot: Pilot[None], screen: WallScreen) -> None:
    """Choose a note, select others and carry them over a column."""
    await pilot.press("escape", "down", "space", "down", "space", "right", "right", "space")
    note = screen.wall.chosen
    assert note is not None
    region = screen.wall.region_of(note.id)
    assert region is not None
    await pilot.mouse_down(WallView, offset=(region.x + 2, region.y + 1))
    await move(pilot, (region.x + 40, region.y + 1))
    assert "⇩" in screen.wall.render_line(0).text


def words(app: NahoApp, screen: WallScreen) -> list[Segment]:
    """Return what is painted on the wall, without strokes and blanks, as the filters leave it."""
    found = []
    for y in range(screen.wall.size.height):
        segments = list(screen.wall.render_line(y))
        for line_filter in app.get_line_filters():
            if line_filter.enabled:
                segments = line_filter.apply(segments, screen.wall.background_colors[1])
        found += [s for s in segments if DRAWN.sub("", s.text).strip()]
    assert len(found) >= 20
    return found


def colours(segment: Segment) -> tuple[Rgb, Rgb]:
    """Return the colours of the letters and of what they stand on."""
    style = segment.style
    assert style
    assert style.color
    assert style.bgcolor
    one, other = tuple(style.color.get_truecolor()), tuple(style.bgcolor.get_truecolor())
    return (other, one) if style.reverse else (one, other)


@pytest.mark.parametrize("zoomed", [False, True])
@pytest.mark.parametrize("theme", [theme.name for theme in look.themes()])
async def test_every_painted_word_has_contrast(
    naho: Naho, app: AppFactory, theme: str, zoomed: bool
) -> None:
    hang_all(naho)
    made = app()
    async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        made.theme = theme
        screen = await on_wall(pilot)
        await every_state(pilot, screen)
        if zoomed:
            await pilot.press("z")
        least = 7 if theme == look.STRONG else 4.5
        for segment in words(made, screen):
            assert contrast_of(*colours(segment)) >= least, segment


async def test_without_colours_all_is_grey_and_can_be_read(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    hang_all(naho)
    made = app()
    async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await every_state(pilot, screen)
        for segment in words(made, screen):
            one, other = colours(segment)
            assert len(set(one)) == len(set(other)) == 1
            assert contrast_of(one, other) >= 4.5, segment


async def test_a_terminal_of_16_colours_gets_no_other_and_can_be_read(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM", raising=False)
    hang_all(naho)
    made = app()
    async with made.run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        assert made.theme == look.STRONG
        screen = await on_wall(pilot)
        await every_state(pilot, screen)
        for segment in words(made, screen):
            style = segment.style
            assert style
            assert style.color
            assert style.bgcolor
            shown = [c.downgrade(ColorSystem.STANDARD).number for c in (style.color, style.bgcolor)]
            one, other = (XTERM[number] for number in shown if number is not None)
            assert contrast_of(one, other) >= 4.5, segment
        sent = "".join(s.render(made.console) for s in screen._compositor.render_strips())
        assert "\x1b[" in sent
        assert not re.search(r"[34]8;[25];", sent)
