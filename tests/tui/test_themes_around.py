"""The screen of themes among the others: palette, languages, looks, the way there."""

from __future__ import annotations

import pytest
from textual.command import CommandPalette

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.themes import ThemesScreen
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.tile import Tile
from tests.tui.conftest import AppFactory
from tests.tui.theme_help import (
    SIZE,
    FakePlugin,
    hang,
    lay,
    on_themes,
    placed,
    said,
    settled,
    themes,
)
from tests.tui.wall_help import screen_text, type_in, until


@pytest.mark.usefixtures("source_strings")
class TestPalette:
    async def test_it_offers_what_works_on_the_note_and_does_it(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """For the mouse, and for those who do not know the keys."""
        naho.plugins.register(FakePlugin(), "fake")
        (note,) = hang(naho, "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)

            def offered() -> set[str]:
                assert isinstance(pilot.app, NahoApp)
                return {c.title for c in pilot.app.get_system_commands(screen)}

            always = {"Find", "Order", "Regroup", "New theme", "Theme…", "More on the note"}
            assert always <= offered()
            assert "Advanced: a second person sorts a sample" in offered()
            assert not {"Rename", "Merge", "Undo"} & offered()
            lay(naho, note, themes(naho)[0])
            await until(pilot, lambda: "Merge" in offered())
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
            await type_in(pilot, "regroup")
            await until(pilot, lambda: "On the screen of themes (r)" in screen_text(pilot.app))
            await pilot.press("enter")
            await until(pilot, lambda: said(screen) == "Nothing would change.")
            command = next(c for c in pilot.app.get_system_commands(screen) if c.title == "Theme…")
            await command.callback()
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
            await pilot.press("down", "enter")
            await settled(pilot, screen)
            assert placed(naho)["un"][1]


class TestLanguage:
    async def test_another_language_is_spoken_at_once_and_nothing_is_lost(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """The filter and the cursor stay."""
        hang(naho, "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            assert isinstance(pilot.app, NahoApp)
            screen = await on_themes(pilot, 2)
            assert "2 à classer" in screen_text(pilot.app)
            await pilot.press("slash", "u", "n", "enter")
            await pilot.app.use_language("en")
            await until(pilot, lambda: "2 to be sorted" in screen_text(pilot.app))
            assert "1 of 2 found" in screen_text(pilot.app)
            assert screen.grid.has_focus
            await pilot.app.use_language("fr")
            await until(pilot, lambda: "2 à classer" in screen_text(pilot.app))


class TestLooks:
    @pytest.mark.parametrize("theme", ["naho-nuit", "naho-papier", "naho-contraste"])
    async def test_cursor_selection_and_sureness_are_told_by_signs(
        self, naho: Naho, app: AppFactory, theme: str
    ) -> None:
        """Whoever sees no colour reads the same."""
        notes = hang(naho, "deux", "un")
        lay(naho, notes[1], themes(naho)[0], confidence=0.6)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            pilot.app.theme = theme
            await pilot.press("space", "up")
            await pilot.pause()
            rows = [screen.grid.render_line(y).text for y in (1, 2)]
            assert rows[0].startswith("▸■ −")
            assert rows[1].startswith("   −")
            assert "▮▮▯" in rows[1]

    async def test_without_colours_the_same_is_there(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """NO_COLOR."""
        monkeypatch.setenv("NO_COLOR", "1")
        hang(naho, "un")
        app = NahoApp(naho)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await on_themes(pilot, 1)
            await pilot.pause()
            colours = {
                segment.style.color
                for line in app.screen._compositor.render_strips()
                for segment in line
                if segment.style is not None and segment.style.color is not None
            }
            assert all(c.triplet is None or len(set(c.triplet)) == 1 for c in colours)
            assert "▸" in screen_text(app)


class TestTheWayThere:
    async def test_the_tile_of_the_themes_opens_the_screen(self, naho: Naho) -> None:
        """Its key stands on it."""
        import naho_panels

        naho.plugins.register(naho_panels, "panels")
        hang(naho, "un")
        app = NahoApp(naho)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: any(t.name == "themes" for t in app.screen.query(Tile)))
            tile = next(t for t in app.screen.query(Tile) if t.name == "themes")
            await pilot.pause()
            assert "F6 Thèmes" in screen_text(app)
            tile.action_open()
            await until(pilot, lambda: isinstance(app.screen, ThemesScreen))

    async def test_f6_stands_in_the_line_of_keys_everywhere_but_here(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """At 80 columns too."""
        naho.plugins.register(FakePlugin(), "fake")
        async with app().run_test(size=(80, 24), notifications=True) as pilot:
            keys = pilot.app.screen.query_one(KeyLine)
            assert any(shown == "F6" for _key, shown, _label, _app in keys._keys())
            await on_themes(pilot, 0)
            keys = pilot.app.screen.query_one(KeyLine)
            assert not any(shown == "F6" for _key, shown, _label, _app in keys._keys())
