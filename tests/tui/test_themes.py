"""The screen of themes: sorting by number keys, taking back, finding, selecting."""

from __future__ import annotations

import pytest
from textual import events

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.themes import ThemesScreen
from tests.tui.conftest import AppFactory
from tests.tui.theme_help import (
    SIZE,
    FakePlugin,
    chosen,
    hang,
    lay,
    on_themes,
    placed,
    said,
    settled,
    shown,
    themes,
)
from tests.tui.wall_help import burst, screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")


@pytest.fixture(autouse=True)
def grouper(naho: Naho) -> None:
    naho.plugins.register(FakePlugin(), "fake")


class TestShown:
    async def test_to_be_sorted_comes_first_then_the_unsure_then_the_rest(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """The order is that of the work."""
        sure, unsure, doubt, _new = hang(naho, "sûr", "peu sûr", "encore moins", "à classer")
        theme = themes(naho)[0]
        lay(naho, sure, theme, confidence=0.9)
        lay(naho, unsure, theme, confidence=0.4)
        lay(naho, doubt, theme, confidence=0.2)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            assert shown(screen) == ["à classer", "encore moins", "peu sûr", "sûr"]
            assert chosen(screen) == "à classer"

    async def test_a_row_says_site_sign_dots_theme_why_and_how_sure(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Words and signs, not only colours."""
        (note,) = hang(naho, "Le badge ne marche pas")
        naho.capture.edit_note(note.id, dots=7)
        lay(naho, note, "acces", "badge", confidence=0.6)
        async with app().run_test(size=(160, 30), notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            row = screen.grid.render_line(1).text
            for part in ("▸", "−", "Le badge", "Lens", " 7 ", "Connexion", "badge", "▮▮▯ fairly"):
                assert part in row

    async def test_the_detail_marks_the_words_and_says_how_sure(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """A plain sentence, the words that decided underlined."""
        (note,) = hang(naho, "Le Bâdge ne marche pas")
        lay(naho, note, "acces", "badge", confidence=0.6)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.pause()
            assert "Fairly sure: “badge”." in screen_text(pilot.app)
            words = [
                "".join(s.text for s in line if s.style is not None and s.style.underline)
                for line in screen._compositor.render_strips()
            ]
            assert "Bâdge" in words

    async def test_an_empty_table_says_what_to_do(self, naho: Naho, app: AppFactory) -> None:
        """No note yet."""
        async with app().run_test(size=(80, 24), notifications=True) as pilot:
            await on_themes(pilot, 0)
            assert "No note yet. Type them on the wall (F3)." in screen_text(pilot.app)

    async def test_a_note_that_looks_like_markup_is_shown_as_typed(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Neither markup nor escapes reach the terminal."""
        hang(naho, "[@click=app.quit]x[/] \x1b[31mrouge")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            await on_themes(pilot, 1)
            text = screen_text(pilot.app)
            assert "[@click=app.quit]" in text
            assert "\x1b" not in text


class TestPlacing:
    async def test_a_number_places_the_note_and_goes_on(self, naho: Naho, app: AppFactory) -> None:
        """One key a note."""
        hang(naho, "trois", "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            first, second = screen.grid.slots[:2]
            await pilot.press("1")
            assert chosen(screen) == "deux"
            await pilot.press("2")
            await settled(pilot, screen)
            assert placed(naho) == {"un": (first, True), "deux": (second, True)}
            assert shown(screen) == ["un", "deux", "trois"], "rows do not jump"

    @pytest.mark.parametrize("key", ["2", "é"])
    async def test_the_french_row_counts_as_digits(
        self, naho: Naho, app: AppFactory, key: str
    ) -> None:
        """Without Shift, as on every AZERTY keyboard."""
        hang(naho, "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press(key)
            await settled(pilot, screen)
            assert placed(naho) == {"un": (screen.grid.slots[1], True)}

    @pytest.mark.parametrize("key", ["0", "à"])
    async def test_zero_leaves_a_note_to_be_sorted(
        self, naho: Naho, app: AppFactory, key: str
    ) -> None:
        """A person said so: no machine places it."""
        (note,) = hang(naho, "un")
        lay(naho, note, themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press(key)
            await settled(pilot, screen)
            assert placed(naho) == {"un": ("", True)}

    async def test_keys_faster_than_the_disk_each_place_their_own_note(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Thirty keys at once, arrows among them."""
        hang(naho, *(f"note {n:02}" for n in range(30)))
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 30)
            order, slots = shown(screen), screen.grid.slots
            for n in range(10):
                for key in (str(n % 3 + 1), "down", "é"):
                    name = {"é": "é"}.get(key, key)
                    character = key if len(key) == 1 else None
                    pilot.app.post_message(events.Key(name, character))
            await until(pilot, lambda: len(placed(naho)) == 20)
            await settled(pilot, screen)
            for n in range(10):
                assert placed(naho)[order[3 * n]] == (slots[n % 3], True)
                assert placed(naho)[order[3 * n + 2]] == (slots[1], True)

    async def test_the_list_filters_while_one_types(self, naho: Naho, app: AppFactory) -> None:
        """m, a few letters, Enter; the theme has a number key from then on."""
        hang(naho, "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            wanted = next(t for t in themes(naho) if t not in screen.grid.slots)
            await pilot.press("m")
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
            await type_in(pilot, naho.taxonomy.label(wanted)[:12].lower())
            await pilot.press("enter")
            await until(pilot, lambda: bool(placed(naho)))
            await settled(pilot, screen)
            assert placed(naho) == {"un": (wanted, True)}
            assert chosen(screen) == "deux"
            assert wanted in screen.grid.slots

    async def test_a_name_typed_in_one_go_with_enter_is_the_theme_that_is_meant(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Enter never overtakes the letters before it."""
        hang(naho, "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            burst(pilot.app, "mcalendrier", "enter")
            await until(pilot, lambda: bool(placed(naho)))
            await settled(pilot, screen)
            assert placed(naho) == {"un": ("calendrier", True)}

    async def test_a_number_keeps_its_theme_while_others_come(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Only the key that was unused longest changes its theme."""
        hang(naho, *"abcdefghijk")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 11)
            before = screen.grid.slots
            await pilot.press(*"12345678")
            others = [t for t in themes(naho) if t not in before]
            screen.place_rows(screen.grid.targets, others[0])
            assert screen.grid.slots == (*before[:8], others[0])
            screen.place_rows(screen.grid.targets, others[1])
            assert screen.grid.slots == (others[1], *before[1:8], others[0])
            await settled(pilot, screen)

    async def test_a_failed_write_is_said_and_shown_as_it_is(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """A note taken down meanwhile cannot be placed; what is kept is shown again."""
        hang(naho, "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            naho.capture.remove_note(screen.grid.targets[0].id)
            screen.grid.action_place(1)
            await until(pilot, lambda: "There is no" in said(screen))
            await until(pilot, lambda: shown(screen) == ["deux"])
            assert placed(naho) == {}


class TestTakingBack:
    async def test_u_takes_back_every_step_and_the_cursor_goes_along(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """As deep as one went."""
        notes = hang(naho, "trois", "deux", "un")
        lay(naho, notes[1], themes(naho)[5], "mot")
        before = naho.theming.placements()
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            order = shown(screen)
            await pilot.press("1", "2", "3", "0")
            for wanted in (order[2], order[2], order[1], order[0]):
                await pilot.press("u")
                assert chosen(screen) == wanted
            await settled(pilot, screen)
            after = naho.theming.placements()
            assert {n: p.theme for n, p in after.items()} == {n: p.theme for n, p in before.items()}
            assert not any(p.locked for p in after.values())
            assert screen.grid.can_undo is False

    async def test_what_somebody_else_moved_since_stays(self, naho: Naho, app: AppFactory) -> None:
        """Another window's decision is not overruled by an undo."""
        (note,) = hang(naho, "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("1")
            await settled(pilot, screen)
            naho.theming.place(note.id, screen.grid.slots[4])
            await pilot.press("ctrl+z")
            await settled(pilot, screen)
            assert placed(naho) == {"un": (screen.grid.slots[4], True)}


class TestSelecting:
    async def test_a_run_is_placed_together_and_taken_back_together(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Shift and the arrows, one key, one undo."""
        hang(naho, *"dcba")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            await pilot.press("shift+down", "shift+down", "shift+up")
            assert [row.note.text for row in screen.grid.selected] == ["a", "b"]
            await pilot.press("1")
            assert chosen(screen) == "c"
            assert not screen.grid.selected
            await settled(pilot, screen)
            assert set(placed(naho)) == {"a", "b"}
            await pilot.press("u")
            await settled(pilot, screen)
            assert placed(naho) == {}

    async def test_v_selects_a_run_space_single_ones(self, naho: Naho, app: AppFactory) -> None:
        """Space goes on to the next note; v ends where it is pressed again."""
        hang(naho, *"fedcba")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 6)
            await pilot.press("space", "down", "v", "down", "down", "v", "down")
            assert [row.note.text for row in screen.grid.selected] == ["a", "c", "d", "e"]
            await pilot.press("escape")
            assert not screen.grid.selected
            await pilot.press("a")
            assert len(screen.grid.selected) == 6

    async def test_the_mouse_chooses_selects_and_orders(self, naho: Naho, app: AppFactory) -> None:
        """Every row, every head, every number can be clicked."""
        hang(naho, *"dcba")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            await pilot.click(screen.grid, offset=(8, 2))
            assert chosen(screen) == "b"
            await pilot.click(screen.grid, offset=(8, 4), shift=True)
            assert [row.note.text for row in screen.grid.selected] == ["b", "c", "d"]
            slots = screen.query_one("ThemeSlots")
            await pilot.click(slots, offset=(2, 0))
            await settled(pilot, screen)
            assert set(placed(naho)) == {"b", "c", "d"}


class TestFinding:
    async def test_slash_filters_as_one_types_without_accents(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Words of the note, of its theme, of its site."""
        notes = hang(naho, "Élève", "autre", "encore")
        lay(naho, notes[1], "acces")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("slash")
            await type_in(pilot, "eleve")
            await until(pilot, lambda: shown(screen) == ["Élève"])
            await pilot.press("enter")
            assert screen.grid.has_focus
            assert screen.grid.slots
            await pilot.press("escape")
            await until(pilot, lambda: len(shown(screen)) == 3)
            await pilot.press("slash")
            await type_in(pilot, "connexion lens")
            await until(pilot, lambda: shown(screen) == ["autre"])

    async def test_letters_typed_right_behind_slash_are_looked_for(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """A burst must not be taken for keys of the table: n would make a theme."""
        hang(naho, "nuit", "jour")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            for char in "/nuit":
                key = "slash" if char == "/" else char
                pilot.app.post_message(events.Key(key, char))
            await until(pilot, lambda: shown(screen) == ["nuit"])
            assert screen.line.field.value == "nuit"

    async def test_a_number_on_its_way_to_a_line_that_closes_places_the_note(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Before and behind the closing; nothing is kept for the next line."""
        hang(naho, "trois", "deux", "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("slash", "u", "n")
            for key, char in (("enter", None), ("1", "1")):
                screen.line.field.post_message(events.Key(key, char))
            await until(pilot, lambda: set(placed(naho)) == {"un"})
            await pilot.press("escape")
            await until(pilot, lambda: len(shown(screen)) == 3)
            screen.line.field.post_message(events.Key("2", "2"))
            await until(pilot, lambda: len(placed(naho)) == 2 or screen.grid.pressed > 2)
            await pilot.press("slash", "escape")
            await settled(pilot, screen)
            assert len(shown(screen)) == 3

    async def test_a_theme_of_the_list_filters_the_notes(self, naho: Naho, app: AppFactory) -> None:
        """l goes to the list, Enter shows the notes, Esc shows all."""
        notes = hang(naho, "un", "deux")
        lay(naho, notes[0], themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            await pilot.press("l", "down", "down", "down", "enter")
            await until(pilot, lambda: shown(screen) == ["un"])
            assert screen.grid.has_focus
            await pilot.press("escape")
            assert len(shown(screen)) == 2

    async def test_below_120_columns_the_list_takes_the_place_of_the_notes(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """At 80x24 nothing is lost."""
        hang(naho, "un")
        async with app().run_test(size=(80, 24), notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            assert not screen.themes.display
            await pilot.press("l")
            await pilot.pause()
            assert screen.themes.display
            assert "All notes" in screen_text(pilot.app)
            await pilot.press("escape")
            await pilot.pause()
            assert not screen.themes.display
            assert screen.grid.has_focus


class TestUpToDate:
    async def test_a_note_from_elsewhere_comes_in_and_the_cursor_stays(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """The same note is chosen, on the same line of the screen."""
        hang(naho, *(f"note {n:02}" for n in range(60)))
        async with app().run_test(size=(80, 24), notifications=True) as pilot:
            screen = await on_themes(pilot, 60)
            await pilot.press(*["down"] * 30)
            before, line = chosen(screen), screen.grid._line()
            hang(naho, "toute nouvelle")
            await until(pilot, lambda: screen.grid.rows.count == 61)
            assert chosen(screen) == before
            assert screen.grid._line() == line

    async def test_f6_waits_for_the_journal_and_keys_behind_it_too(self, naho: Naho) -> None:
        """Typed in one go right after the start."""
        hang(naho, "un")
        app = NahoApp(naho)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            app.post_message(events.Key("f6", None))
            await until(pilot, lambda: isinstance(app.screen, ThemesScreen))
