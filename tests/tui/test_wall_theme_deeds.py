"""Themes at the wall: renamed, merged and taught words there; regroupings that are due."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.screens.pick import PickScreen
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.theme_line import ThemeLine
from tests.tui.conftest import AppFactory
from tests.tui.theme_help import FakePlugin, hang, lay, placed, themes
from tests.tui.wall_help import on_wall, screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (120, 30)


@pytest.fixture(autouse=True)
def grouper(naho: Naho) -> None:
    naho.plugins.register(FakePlugin(), "fake")


def wall_says(screen: WallScreen) -> str:
    return str(screen.capture.said.content)


async def stand_on(pilot: Pilot[None], screen: WallScreen, theme: str) -> None:
    """Show the themes as columns and go to one of them."""
    await pilot.press("escape", "v")
    heads = [head.id for head in screen.wall.contents.heads]
    for _column in heads:
        await pilot.press("left")
    await pilot.press(*["right"] * heads.index(theme))
    assert screen.wall.theme_of_column == theme


def two_themes(naho: Naho) -> tuple[str, str]:
    first, second = themes(naho)[:2]
    notes = hang(naho, "Le tablard grince", "autre")
    lay(naho, notes[0], first)
    lay(naho, notes[1], second)
    return first, second


async def test_a_theme_is_renamed_by_its_column_and_ctrl_z_takes_it_back(
    naho: Naho, app: AppFactory
) -> None:
    first, _second = two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await stand_on(pilot, screen, first)
        await pilot.press("T", "ctrl+u")
        await type_in(pilot, "Nouveau nom")
        await pilot.press("enter")
        await until(pilot, lambda: naho.taxonomy.label(first) == "Nouveau nom")
        await until(pilot, lambda: "Nouveau nom" in screen_text(pilot.app))
        assert screen.wall.has_focus
        await until(pilot, lambda: "It is called" in wall_says(screen))
        await pilot.press("u")
        await until(pilot, lambda: naho.taxonomy.label(first) != "Nouveau nom")
        assert naho.capture.notes()[0].text == "Le tablard grince"


async def test_a_merge_at_the_wall_hangs_the_notes_where_they_lie_now(
    naho: Naho, app: AppFactory
) -> None:
    first, second = two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await stand_on(pilot, screen, first)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
        await type_in(pilot, naho.taxonomy.label(second)[:9].lower())
        await pilot.press("enter")
        await until(pilot, lambda: naho.taxonomy.theme(first) is None)
        await until(pilot, lambda: first not in [h.id for h in screen.wall.contents.heads])
        columns = dict(zip(screen.wall.contents.heads, screen.wall.contents.shown, strict=True))
        assert {len(notes) for head, notes in columns.items() if head.id == second} == {2}
        await until(pilot, lambda: "is part of" in wall_says(screen))
        await pilot.press("u")
        await until(pilot, lambda: naho.taxonomy.theme(first) is not None)
        await until(pilot, lambda: first in [h.id for h in screen.wall.contents.heads])


async def test_undo_takes_back_what_came_last_a_theme_or_a_note(
    naho: Naho, app: AppFactory
) -> None:
    """After the merge a note is taken down: ctrl+z brings the note, not the theme."""
    first, _second = two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await stand_on(pilot, screen, first)
        await pilot.press("T", "ctrl+u", "N", "o", "m", "enter")
        await until(pilot, lambda: naho.taxonomy.label(first) == "Nom")
        await until(pilot, lambda: "It is called" in wall_says(screen))
        await pilot.press("d")
        await until(pilot, lambda: len(naho.capture.notes()) == 1)
        await pilot.press("u")
        await until(pilot, lambda: len(naho.capture.notes()) == 2)
        assert naho.taxonomy.label(first) == "Nom"


async def test_a_click_on_the_head_of_a_theme_offers_what_can_be_done(
    naho: Naho, app: AppFactory
) -> None:
    first, _second = two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v")
        await pilot.pause()
        slot = next(
            s for s in screen.wall.slots if screen.wall.contents.heads[s.number].id == first
        )
        await pilot.click(screen.wall, offset=(slot.x + 2, 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(ThemeLine).field.has_focus)


async def test_a_word_of_the_chosen_note_is_taught_with_one_key(
    naho: Naho, app: AppFactory
) -> None:
    two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "w")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
        await type_in(pilot, "tabl")
        await pilot.press("enter")
        await until(pilot, lambda: [w.word for w in naho.themes.words()] == ["tablard"])
        await until(pilot, lambda: "now speaks of" in wall_says(screen))
        await pilot.press("u")
        await until(pilot, lambda: naho.themes.words() == [])


async def test_twenty_new_notes_make_the_wall_propose_in_one_quiet_sentence(
    naho: Naho, app: AppFactory
) -> None:
    """While somebody types; F6 has it, nobody applied it."""
    hang(naho, "un")
    naho.theming.group()
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        notes = hang(naho, *(f"badge {n}" for n in range(19)))
        naho.theming.place_all([note.id for note in notes[:3]], themes(naho)[0])
        assert naho.theme_desk.proposed is None
        await type_in(pilot, "vingt")
        await pilot.press("enter")
        await until(pilot, lambda: "16 notes would change: F6 shows it." in wall_says(screen))
        assert screen.capture.words.has_focus
        assert sum(locked for _theme, locked in placed(naho).values()) == 3


async def test_a_note_placed_at_the_table_since_comes_before_the_theme(
    naho: Naho, app: AppFactory
) -> None:
    """The wall's own history has it; the name, which came before, stays."""
    first, second = two_themes(naho)
    async with app().run_test(size=SIZE, notifications=True) as pilot:
        screen = await on_wall(pilot)
        await stand_on(pilot, screen, first)
        await pilot.press("T", "ctrl+u", "N", "o", "m", "enter")
        await until(pilot, lambda: "It is called" in wall_says(screen))
        note = naho.capture.notes()[1].id
        naho.theme_desk.place([note], first)
        await pilot.press("u")
        await screen._writes.idle()
        assert naho.taxonomy.label(first) == "Nom"
        await until(pilot, lambda: naho.theming.placements()[note].theme == second)
