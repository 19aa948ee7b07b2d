"""How much of a wall is shown: folded columns, zoom, sizes; nothing is cut."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.wall_heads import HeadWords, head_line, strip_line
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import hang, on_wall, open_session, painted, texts, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
FOUR = (("freins", "un"), ("freins", "deux"), ("leviers", "trois"), ("idees", "loin"))
LEFT, RIGHT = "╭╰╔╚┏┗│║┃", "╮╯╗╝┓┛│║┃"


def open_columns(screen: WallScreen) -> list[bool]:
    return [not screen.wall.is_folded(n) for n in range(len(screen.wall.contents.heads))]


async def test_escape_leaves_the_zoom_before_it_asks_to_write(naho: Naho, app: AppFactory) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape")
        shown = len(screen.wall.slots)
        await pilot.press("z")
        assert len(screen.wall.slots) < shown
        await pilot.press("escape")
        assert len(screen.wall.slots) == shown
        assert screen.wall.has_focus
        await pilot.press("escape")
        assert screen.capture.words.has_focus


async def test_the_column_that_is_written_to_is_in_view(naho: Naho, app: AppFactory) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "z", "right", "right")
        assert 0 not in [slot.number for slot in screen.wall.slots]
        screen.wall.action_capture()
        await pilot.pause()
        assert 0 in [slot.number for slot in screen.wall.slots]


class TestFolding:
    async def test_f_folds_the_column_to_a_strip_with_its_number_and_opens_it_again(
        self, naho: Naho, app: AppFactory
    ) -> None:
        hang(naho, *FOUR)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "f")
            assert open_columns(screen) == [False, True, True]
            rows = painted(screen.wall)
            assert rows[0].startswith("  2  ")
            assert "".join(row[2] for row in rows[2:9]) == "−Freins"
            assert screen.wall.chosen is None
            assert any("trois" in row for row in rows)
            await pilot.press("f")
            assert open_columns(screen) == [True, True, True]
            assert screen.wall.chosen is not None
            assert screen.wall.chosen.text == "deux"
            await pilot.press("down", "f", "f")  # and where one stood is not lost
            assert screen.wall.chosen.text == "un"

    async def test_the_cursor_goes_over_strips_and_empty_columns_and_writes_nothing_there(
        self, naho: Naho, app: AppFactory
    ) -> None:
        hang(naho, *FOUR)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "right", "f", "d", "e", "5", "m", "space")
            await pilot.app.workers.wait_for_complete()
            assert screen.wall.has_focus
            assert len(texts(naho)) == 4
            await pilot.press("right")
            assert screen.wall.chosen is not None
            assert screen.wall.chosen.text == "loin"
            await pilot.press("left", "left")
            assert screen.wall.chosen.text == "deux"

    async def test_carrying_goes_past_folded_columns(self, naho: Naho, app: AppFactory) -> None:
        hang(naho, *FOUR)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("escape", "right", "f", "left", "m")
            await until(pilot, lambda: ("idees", "deux", 0) in texts(naho))

    async def test_it_is_still_folded_when_one_comes_back(
        self, naho: Naho, app: AppFactory
    ) -> None:
        hang(naho, *FOUR)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "f", "f10", "f3")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert open_columns(screen) == [False, True, True]

    async def test_themes_without_notes_are_strips_and_open_with_their_first_note(
        self, naho: Naho, app: AppFactory
    ) -> None:
        notes = hang(naho, *FOUR)
        async with app().run_test(size=(160, 24), notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "v")
            themes = len(naho.taxonomy.themes)
            assert open_columns(screen) == [True] + [False] * themes
            naho.theming.place(notes[0].id, "materiel")
            await until(
                pilot, lambda: open_columns(screen) == [True, True] + [False] * (themes - 1)
            )


class TestZoom:
    async def test_z_shows_fewer_columns_with_air_and_all_again(
        self, naho: Naho, app: AppFactory
    ) -> None:
        notes = hang(naho, *FOUR)
        async with app().run_test(size=(100, 30), notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape")
            before = screen.wall.region_of(notes[1].id)
            await pilot.press("z")
            after = screen.wall.region_of(notes[1].id)
            assert before is not None
            assert after is not None
            assert (after.width, after.height) > (before.width, before.height)
            assert after.height == before.height + 2
            rows = painted(screen.wall)
            assert "›" in rows[0]
            assert not any("loin" in row for row in rows)
            await pilot.press("right", "right")
            assert any("loin" in row for row in painted(screen.wall))
            await pilot.press("z", "home")
            assert screen.wall.region_of(notes[1].id) == before


@pytest.mark.parametrize("zoomed", [False, True])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (97, 30), (120, 40), (200, 60), (220, 60)])
async def test_every_card_in_view_has_both_its_borders(
    naho: Naho, app: AppFactory, size: tuple[int, int], zoomed: bool
) -> None:
    session = naho.capture.open_session("post-it", "lens", format="six-regards")
    for number in range(40):
        column = ("faits", "emotions", "risques", "benefices", "idees", "pilotage")[number % 6]
        naho.capture.add_note(session, column, f"note {number} " + "mot " * (number % 9))
    grouped = [n for n in naho.capture.notes() if n.column == "faits"][:3]
    naho.clustering.group(grouped, "Un titre qui est beaucoup trop long pour la colonne")
    async with app().run_test(size=size, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", *(["z"] if zoomed else []))
        for key in ("home", "right", "right", "f", "right", "right", "right"):
            await pilot.press(key)
            rows = painted(screen.wall)
            width = screen.wall.painted_width
            assert {cell_len(row) for row in rows} == {width}
            for row in rows[2:]:
                # Rails of groups stand before a blank; every other stroke is part of a card.
                strokes = re.sub("[┃┗] ", "  ", f"{row} ")
                corners = [c for c in strokes if c in LEFT + RIGHT]
                if "┏━" in row and "┓" not in row:
                    continue  # the title of a group
                assert len(corners) % 2 == 0, row
                assert all(c in LEFT for c in corners[::2]), row
                assert all(c in RIGHT for c in corners[1::2]), row


@pytest.mark.parametrize("name", ["Freins", "日本語の列", "x" * 90, "\x1b[31mé\u0301", ""])
@pytest.mark.parametrize("width", [3, 19, 40])
def test_heads_and_strips_are_as_wide_as_asked_and_harmless(name: str, width: int) -> None:
    head = HeadWords(name, "−", 12_345, before=True, after=True)
    lines = [strip_line(head, row, width) for row in range(12)]
    if width > 3:
        lines.append(head_line(head, width))
    assert {cell_len(line) for line in lines} == {width}
    assert not any("\x1b" in line for line in lines)


async def test_an_empty_wall_by_theme_keeps_a_column_open(naho: Naho, app: AppFactory) -> None:
    open_session(naho)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v")
        assert open_columns(screen)[0]
        assert any("nothing yet" in row for row in painted(screen.wall))


async def test_a_tall_column_opens_where_one_stood_and_shows_it(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *(("freins", f"note {number}") for number in range(20)))
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "f", "f")
        await settle(pilot)
        assert screen.wall.chosen is not None
        assert screen.wall.chosen.text == "note 0"
        assert any("note 0 " in row for row in painted(screen.wall))
