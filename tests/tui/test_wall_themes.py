"""Columns by theme: what a grouper proposed, and what a person decides by carrying."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note, Origin, find_format
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.screens.pick import PickScreen
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.wall_columns import Head, WallColumns
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import (
    find,
    hang,
    on_wall,
    open_session,
    painted,
    screen_text,
    texts,
    type_in,
    until,
)

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
THREE = (("freins", "un"), ("leviers", "deux"), ("idees", "trois"))


def heads(screen: WallScreen) -> list[str]:
    return [head.id for head in screen.wall.contents.heads]


def by_theme(screen: WallScreen) -> dict[str, list[str]]:
    """Return the texts of each column that has any."""
    contents = screen.wall.contents
    return {
        head.id: [note.text for note in notes]
        for head, notes in zip(contents.heads, contents.shown, strict=True)
        if notes
    }


class TestHung:
    """Without a terminal."""

    def wall(self, **themes: str) -> WallColumns:
        wall = WallColumns(
            find_format("freins-leviers").columns,
            [Head("", "To be sorted"), *(Head(id_, id_.upper()) for id_ in ("a", "b", "c"))],
        )
        notes = [Note(id=f"A7K2-{n}", column="freins", text=str(n)) for n in range(1, 5)]
        placed = {f"A7K2-{n[1:]}": Placement(theme=theme) for n, theme in themes.items()}
        wall.replace(notes, placed)
        wall.show_by_theme(True)
        return wall

    def test_unsorted_notes_come_first_and_themes_without_notes_last(self) -> None:
        wall = self.wall(n1="c", n2="b", n3="b")
        assert [head.id for head in wall.heads] == ["", "b", "c", "a"]
        assert [[n.text for n in notes] for notes in wall.shown] == [["4"], ["3", "2"], ["1"], []]

    def test_a_note_of_a_theme_that_is_no_more_is_unsorted_and_not_lost(self) -> None:
        wall = self.wall(n1="gone")
        assert "1" in [n.text for n in wall.shown[0]]

    def test_a_note_placed_elsewhere_hangs_there(self) -> None:
        wall = self.wall(n1="c")
        wall.place([Placement(note="A7K2-4", theme="a")])
        assert [head.id for head in wall.heads] == ["", "a", "c", "b"]
        assert wall.place_of("A7K2-4") == (1, 0)


async def test_v_changes_between_format_and_themes_and_the_cursor_stays_on_its_note(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *THREE)
    naho.theming.place(notes[0].id, "materiel")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v")
        assert by_theme(screen) == {"": ["trois", "deux"], "materiel": ["un"]}
        assert heads(screen)[:2] == ["", "materiel"]
        assert screen.wall.chosen == notes[0]
        assert "To be sorted" in painted(screen.wall)[0]
        await until(pilot, lambda: "by theme" in screen_text(pilot.app))
        await pilot.press("v")
        assert heads(screen) == ["freins", "leviers", "idees"]
        assert screen.wall.chosen == notes[0]


async def test_carrying_to_a_theme_places_by_a_person_and_u_takes_it_back(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *THREE)
    naho.theming.place(notes[0].id, "materiel")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v", "left", "space", "shift+down", "ctrl+right")
        await until(pilot, lambda: len(naho.theming.placements()) == 3)
        placed = naho.theming.placements()
        assert {p.theme for p in placed.values()} == {"materiel"}
        assert all(p.locked and p.by == "person" for p in placed.values())
        assert [column for column, _t, _d in texts(naho)] == ["freins", "leviers", "idees"]
        await until(pilot, lambda: by_theme(screen) == {"materiel": ["trois", "deux", "un"]})
        assert screen.wall.selected == ()


async def test_m_asks_for_a_theme_from_a_list_that_filters(naho: Naho, app: AppFactory) -> None:
    hang(naho, *THREE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
        await type_in(pilot, "materiel")
        await pilot.press("enter")
        await until(pilot, lambda: len(naho.theming.placements()) == 1)
        (placement,) = naho.theming.placements().values()
        assert (placement.theme, placement.locked) == ("materiel", True)
        await until(pilot, lambda: "materiel" in by_theme(screen))
        assert screen.wall.chosen is not None
        assert screen.wall.chosen.id == placement.note  # the cursor follows
        await pilot.press("m")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
    assert len(naho.theming.placements()) == 1


async def test_a_theme_can_be_taken_away_by_hand(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *THREE)
    naho.theming.place(notes[0].id, "materiel")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v", "ctrl+left")
        await until(pilot, lambda: by_theme(screen) == {"": ["trois", "deux", "un"]})
        placement = naho.theming.placements()[notes[0].id]
        assert (placement.theme, placement.locked) == ("", True)


async def test_marks_say_who_decided_where_it_came_from_and_what_the_note_says(
    naho: Naho, app: AppFactory
) -> None:
    session = open_session(naho)
    for origin in Origin:
        naho.capture.add_note(session, "freins", f"venu de {origin}", origin=origin)
    decided = naho.capture.add_note(session, "leviers", "décidé")
    naho.theming.place(decided.id, "materiel")
    async with app().run_test(size=(80, 40), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        rows = painted(screen.wall)

        def above(text: str) -> str:
            number = next(n for n, row in enumerate(rows) if text in row)
            start = rows[number].index(text)
            return rows[number - 1][start - 2 : start + 10]

        assert above("venu de room").startswith("╭───")
        for name, mark in (("kiosk", "▣"), ("paper", "¶"), ("import", "↓"), ("web", "@")):
            assert above(f"venu de {name}").startswith(f"╭─ {mark} ─")
        assert any("─ ✓ Matériel" in row for row in rows)
        await pilot.press("escape", "v")
        rows = painted(screen.wall)
        assert above("venu de kiosk").startswith("╭─ − ▣ ─")
        assert above("décidé").startswith("╭─ + ✓ ─")
        assert any("─ Enablers ─" in row or "─ Leviers ─" in row for row in rows)


async def test_a_closed_wall_can_be_looked_at_by_theme_and_not_changed(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *THREE)
    naho.theming.place(notes[0].id, "materiel")
    naho.capture.close_session(notes[0].session)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot, notes[0].session)
        await pilot.press("v", "ctrl+right", "m")
        await pilot.app.workers.wait_for_complete()
        assert by_theme(screen) == {"": ["trois", "deux"], "materiel": ["un"]}
        assert pilot.app.screen is screen
    assert len(naho.theming.placements()) == 1


async def test_a_note_written_while_columns_are_themes_hangs_and_is_found(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *THREE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v", "i")
        await type_in(pilot, "neuf")
        await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == 4)
        assert any("neuf" in row for row in painted(screen.wall)[:6])
        assert find(naho, "neuf").column == "freins"
