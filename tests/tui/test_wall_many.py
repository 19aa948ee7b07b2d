"""Ten thousand notes cost what the few in view cost."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.tui.widgets.note_layout import FRAME, wrapped
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import on_wall, open_session, painted

pytestmark = pytest.mark.usefixtures("source_strings")

MANY = 10_000
COLUMNS = ("freins", "leviers", "idees")


def fill(naho: Naho) -> None:
    session = open_session(naho)
    naho.store.append(
        [
            put(
                Note(
                    session=session.id, column=COLUMNS[n % 3], text=f"note {n} " + "mot " * (n % 31)
                )
            )
            for n in range(MANY)
        ],
        "import",
    )


async def test_only_notes_in_view_are_wrapped_at_first_and_at_each_step(
    naho: Naho, app: AppFactory
) -> None:
    fill(naho)
    async with app().run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        wrapped.cache_clear()
        screen = await on_wall(pilot)
        rows = screen.wall.size.height
        in_view = 3 * (rows // (FRAME + 1) + 2)
        assert 0 < wrapped.cache_info().misses <= in_view
        for key in ("escape", "end", "pageup", "pageup", "up"):
            before = wrapped.cache_info().misses
            await pilot.press(key)
            # The way to the end settles the view before it too, once.
            assert wrapped.cache_info().misses - before <= 3 * in_view
        assert screen.wall.contents.count == MANY


async def test_the_chosen_note_is_in_view_wherever_it_hangs(naho: Naho, app: AppFactory) -> None:
    fill(naho)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape")
        for key in ("end", "right", "home", "pagedown", "pagedown", "left", "end", "up", "pageup"):
            await pilot.press(key)
            note = screen.wall.chosen
            assert note is not None
            region = screen.wall.region_of(note.id)
            assert region is not None
            assert region.y >= 2, key
            assert region.bottom <= screen.wall.size.height, key
            first_words = " ".join(note.text.split()[:2])
            assert any(first_words in row for row in painted(screen.wall)), key


async def test_a_new_note_among_many_is_on_top_at_once(naho: Naho, app: AppFactory) -> None:
    fill(naho)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "i", "n", "e", "u", "f", "enter")
        for _attempt in range(500):
            if screen.wall.contents.count == MANY + 1:
                break
            await pilot.pause(0.01)
        await pilot.pause()
        assert any(" neuf " in row for row in painted(screen.wall)[:6])
