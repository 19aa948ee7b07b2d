"""Taking back and doing again, on the wall and while typing."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import hang, on_wall, open_session, screen_text, texts, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
TWO = (("freins", "un"), ("freins", "deux"))


async def test_u_takes_back_and_capital_u_does_again(naho: Naho, app: AppFactory) -> None:
    older, newer = hang(naho, *TWO)
    moved = f"{newer.receipt}, {older.receipt} moved to"
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape", "a", "m")
        await until(pilot, lambda: {c for c, _t, _d in texts(naho)} == {"leviers"})
        await pilot.press("u")
        await until(pilot, lambda: {c for c, _t, _d in texts(naho)} == {"freins"})
        await until(pilot, lambda: f"Taken back: {moved}" in screen_text(pilot.app))
        await pilot.press("U")
        await until(pilot, lambda: {c for c, _t, _d in texts(naho)} == {"leviers"})
        await until(pilot, lambda: f"Done again: {moved}" in screen_text(pilot.app))
        await pilot.press("U")
        await until(pilot, lambda: "nothing to do again" in screen_text(pilot.app))


async def test_ctrl_z_and_ctrl_y_work_while_typing_and_touch_no_typed_word(
    naho: Naho, app: AppFactory
) -> None:
    open_session(naho)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await type_in(pilot, "un")
        await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        await type_in(pilot, "en cours")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: screen.wall.contents.count == 0)
        assert texts(naho) == []
        await pilot.press("ctrl+y")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        assert texts(naho) == [("freins", "un", 0)]
        assert screen.capture.words.value == "en cours"


async def test_a_title_is_taken_back_too(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *TWO)
    cluster = naho.clustering.group(notes, "Avant")
    naho.clustering.rename(cluster, "Après")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "u")
        await until(pilot, lambda: "Avant" in screen_text(pilot.app))
        await pilot.press("u")
        await until(pilot, lambda: screen.wall.contents.clusters == {})


async def test_a_closed_wall_takes_nothing_back(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *TWO)
    naho.capture.remove_notes(notes[:1])
    naho.capture.close_session(notes[0].session)
    version = naho.store.version
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot, notes[0].session)
        await pilot.press("u", "U", "ctrl+z", "ctrl+y")
        await pilot.app.workers.wait_for_complete()
    assert naho.store.version == version
