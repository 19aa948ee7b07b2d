"""Several notes at once: selecting them, carrying them, taking them down."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Op
from naho_feedback.domain.notes import Note
from naho_feedback.tui.screens.wall import WallScreen
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import hang, on_wall, painted, screen_text, texts, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
FOUR = (("freins", "un"), ("freins", "deux"), ("freins", "trois"), ("idees", "loin"))


async def go_up(pilot: Pilot[None]) -> WallScreen:
    """Go to the wall and stand on its newest barrier, ``trois``."""
    screen = await on_wall(pilot)
    await pilot.press("escape")
    assert screen.wall.chosen is not None
    assert screen.wall.chosen.text == "trois"
    return screen


def chosen_texts(screen: WallScreen) -> list[str]:
    return [note.text for note in screen.wall.selected]


def note_events(naho: Naho) -> list[str]:
    """Return the event of each change of notes after the four that were hung."""
    return [e.event for e in naho.store.history() if e.table == Note.table][len(FOUR) :]


async def test_space_selects_with_a_sign_and_a_border_and_again_no_longer(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("space", "down")
        assert chosen_texts(screen) == ["trois"]
        assert painted(screen.wall)[2].startswith(" ╔═ ■ ═")
        assert "1 selected" in screen_text(pilot.app)
        await pilot.press("up")
        assert painted(screen.wall)[2].startswith(" ┏━ ■ ━")  # the cursor has a border of its own
        await pilot.press("space")
        assert chosen_texts(screen) == []
        assert painted(screen.wall)[2].startswith(" ┏━━━━━")


async def test_shift_and_arrows_select_a_run_that_shrinks_when_one_goes_back(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("shift+down", "shift+down")
        assert sorted(chosen_texts(screen)) == ["deux", "trois", "un"]
        await pilot.press("shift+up")
        assert sorted(chosen_texts(screen)) == ["deux", "trois"]
        await pilot.press("shift+right")
        assert "loin" in chosen_texts(screen)


async def test_a_run_keeps_what_was_selected_before_it(naho: Naho, app: AppFactory) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("space", "down", "down", "shift+up", "shift+down")
        assert sorted(chosen_texts(screen)) == ["trois", "un"]


async def test_escape_selects_nothing_and_only_then_goes_to_the_line(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("a")
        assert len(chosen_texts(screen)) == 3
        await pilot.press("escape")
        assert chosen_texts(screen) == []
        assert screen.wall.has_focus
        await pilot.press("escape")
        assert screen.capture.words.has_focus


async def test_m_carries_all_that_is_selected_as_one_change(naho: Naho, app: AppFactory) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("space", "shift+down", "m")
        await until(pilot, lambda: ("leviers", "deux", 0) in texts(naho))
        assert [c for c, _t, _d in texts(naho)] == ["freins", "leviers", "leviers", "idees"]
        assert len(set(note_events(naho))) == 1
        await until(pilot, lambda: screen.wall.selected == ())
        assert screen.wall.chosen is not None
        assert screen.wall.chosen.text == "deux"
        await pilot.press("ctrl+left")
        await until(pilot, lambda: ("freins", "deux", 0) in texts(naho))


async def test_d_takes_all_that_is_selected_down_and_one_undo_brings_all_back(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("a", "d")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        assert [t for _c, t, _d in texts(naho)] == ["loin"]
        assert "3 notes are off the wall" in screen_text(pilot.app)
        assert [e.op for e in naho.store.history()][-3:] == [Op.REMOVE] * 3
        await pilot.press("u")
        await until(pilot, lambda: screen.wall.contents.count == 4)


async def test_what_goes_elsewhere_is_selected_no_longer(naho: Naho, app: AppFactory) -> None:
    kept = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await go_up(pilot)
        await pilot.press("a")
        naho.capture.remove_note(kept[0].id)
        await until(pilot, lambda: len(screen.wall.selected) == 2)
