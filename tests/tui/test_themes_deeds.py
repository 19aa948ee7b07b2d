"""The screen of themes: names, merges, new themes, words, similar notes, regroupings."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.facets import SafetyDecision
from naho_feedback.domain.themes import Refusal
from naho_feedback.services.theme_desk import Placed
from naho_feedback.tui.screens.help import HelpScreen
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.themes import ThemesScreen
from naho_feedback.tui.screens.themes_blind import BlindScreen
from naho_feedback.tui.screens.themes_regroup import RegroupScreen
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
    themes,
)
from tests.tui.wall_help import screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")


@pytest.fixture(autouse=True)
def grouper(naho: Naho) -> None:
    naho.plugins.register(FakePlugin(), "fake")


class TestThemes:
    async def test_a_new_theme_is_made_of_selected_notes_and_taken_back(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """The theme goes with the undo; the notes lie as before."""
        notes = hang(naho, "trois", "deux", "un")
        lay(naho, notes[1], themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("shift+down", "n")
            await type_in(pilot, "Nuit")
            await pilot.press("enter")
            await until(pilot, lambda: "New theme: Nuit" in said(screen))
            await settled(pilot, screen)
            (new,) = {theme for theme, _locked in placed(naho).values()} - {themes(naho)[0]}
            assert naho.taxonomy.label(new) == "Nuit"
            assert new in screen.grid.slots
            assert not screen.grid.selected
            await pilot.press("u")
            await settled(pilot, screen)
            assert naho.taxonomy.theme(new) is None
            assert {t for t, _ in placed(naho).values()} == {themes(naho)[0]}

    async def test_a_name_that_is_taken_stays_in_the_line(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Nothing that was typed is lost; the sentence says what to do."""
        (note,) = hang(naho, "un")
        first, second = themes(naho)[:2]
        lay(naho, note, first)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("t")
            taken = naho.taxonomy.label(second)
            screen.line.field.value = taken
            await pilot.press("enter")
            await until(pilot, lambda: "already" in said(screen))
            assert screen.line.field.value == taken
            assert screen.line.field.has_focus
            screen.line.field.value = "Autrement"
            await pilot.press("enter")
            await until(pilot, lambda: naho.taxonomy.label(first) == "Autrement")
            await settled(pilot, screen)
            assert "Autrement" in screen_text(pilot.app)
            await pilot.press("u")
            await settled(pilot, screen)
            assert naho.taxonomy.label(first) != "Autrement"

    async def test_two_themes_are_merged_and_taken_apart(self, naho: Naho, app: AppFactory) -> None:
        """Every note shows where it lies now; u brings both back."""
        notes = hang(naho, "deux", "un")
        first, second = themes(naho)[:2]
        lay(naho, notes[0], first)
        lay(naho, notes[1], second)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            assert chosen(screen) == "un"
            await pilot.press("f")
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
            await type_in(pilot, naho.taxonomy.label(first)[:9].lower())
            await pilot.press("enter")
            await until(pilot, lambda: naho.taxonomy.theme(second) is None)
            await settled(pilot, screen)
            assert {theme for theme, _locked in placed(naho).values()} == {first}
            await pilot.press("u")
            await settled(pilot, screen)
            assert {theme for theme, _locked in placed(naho).values()} == {first, second}

    async def test_a_word_of_the_note_is_taught_with_one_key(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """The note's own words are offered, those known already are not."""
        (note,) = hang(naho, "La potence du tablard grince")
        lay(naho, note, themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("w")
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
            await pilot.pause()
            assert "tablard" in screen_text(pilot.app)
            await type_in(pilot, "tabl")
            await pilot.press("enter")
            await until(pilot, lambda: bool(naho.themes.words()))
            assert [w.word for w in naho.themes.words()] == ["tablard"]
            await settled(pilot, screen)
            await pilot.press("u")
            await settled(pilot, screen)
            assert naho.themes.words() == []

    async def test_a_word_may_be_typed_that_the_note_does_not_have(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """With a star for any ending."""
        (note,) = hang(naho, "un deux trois")
        lay(naho, note, themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            await on_themes(pilot, 1)
            await pilot.press("w")
            await until(pilot, lambda: isinstance(pilot.app.screen, ThemePick))
            await pilot.press(*"tabl", "asterisk", "enter")
            await until(pilot, lambda: bool(naho.themes.words()))
            assert [w.word for w in naho.themes.words()] == ["tabl*"]

    async def test_h_tells_where_a_theme_comes_from(self, naho: Naho, app: AppFactory) -> None:
        """Names, merges and words, oldest first."""
        (note,) = hang(naho, "un")
        first, second = themes(naho)[:2]
        lay(naho, note, first)
        naho.themes.rename(first, "Autrement")
        naho.themes.merge(second, first)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            await on_themes(pilot, 1)
            await pilot.press("h")
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            await pilot.pause()
            text = screen_text(pilot.app)
            assert "is called Autrement" in text
            assert "went into Autrement" in text

    async def test_i_tells_where_a_note_lay_before(self, naho: Naho, app: AppFactory) -> None:
        """Read from the journal."""
        (note,) = hang(naho, "un")
        lay(naho, note, themes(naho)[0])
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("2")
            await settled(pilot, screen)
            await pilot.press("i")
            wanted = naho.taxonomy.label(themes(naho)[0])[:8]
            await until(
                pilot, lambda: f"the machine placed it in {wanted}" in screen_text(pilot.app)
            )
            assert "a person placed it in" in screen_text(pilot.app)


class TestSimilar:
    async def test_similar_notes_are_offered_quietly_and_moved_by_o(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """They are listed before anything moves; one undo takes them all back."""
        hang(naho, "badge trois", "badge deux", "autre", "badge un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            await pilot.press("1")
            await until(pilot, lambda: "2 similar notes: o moves them" in said(screen))
            await pilot.pause()
            assert set(placed(naho)) == {"badge un"}
            assert "These notes would go to" in screen_text(pilot.app)
            await pilot.press("o")
            await settled(pilot, screen)
            assert set(placed(naho)) == {"badge un", "badge deux", "badge trois"}
            await pilot.press("u")
            await settled(pilot, screen)
            assert set(placed(naho)) == {"badge un"}

    async def test_escape_leaves_them_for_good(self, naho: Naho, app: AppFactory) -> None:
        """The same notes are not offered for that theme again."""
        hang(naho, "badge trois", "badge deux", "badge un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("1")
            await until(pilot, lambda: "similar" in said(screen))
            await pilot.press("escape")
            await settled(pilot, screen)
            assert naho.store.count(Refusal) == 2
            assert isinstance(pilot.app.screen, ThemesScreen)
            await pilot.press("1")
            await settled(pilot, screen)
            await until(pilot, lambda: screen._resting is None and not screen._calls_running)
            assert "similar" not in said(screen)

    async def test_another_number_goes_on_without_an_answer(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """No dialog, no question that must be answered."""
        hang(naho, "badge trois", "badge deux", "badge un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("1")
            await until(pilot, lambda: "similar" in said(screen))
            await pilot.press("2")
            assert not screen.grid.has_similar
            assert screen._resting is not None or screen._pending
            rows = [row.note for row in screen._table.rows] if screen._table else []
            screen._offer_similar(Placed(theme="acces", placements=(), before={}), rows)
            assert not screen.grid.has_similar, "what was found late is not offered any more"
            await settled(pilot, screen)
            assert naho.store.count(Refusal) == 0
            assert set(placed(naho)) == {"badge un", "badge deux"}


class TestRegroup:
    async def test_r_shows_what_would_change_and_enter_does_it(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """From → to with why; a new theme with its name and two notes."""
        hang(naho, "repas trop froid", "repas trop tard", "badge perdu", "autre")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.pause()
            text = screen_text(pilot.app)
            for part in (
                "3 notes would change, 1 new theme",
                "To be sorted → ",
                "New theme: Repas",
            ):
                assert part in text
            assert "for example: repas trop" in text
            assert "“badge” · fairly sure" in text
            assert placed(naho) == {}
            await pilot.press("enter")
            await settled(pilot, screen)
            kept = placed(naho)
            assert kept["badge perdu"] == ("acces", False)
            assert naho.taxonomy.label(kept["repas trop froid"][0]) == "Repas"
            assert chosen(screen) == "autre", "what is still to be sorted comes first again"
            await pilot.press("u")
            await settled(pilot, screen)
            assert placed(naho) == {}

    async def test_lines_and_groups_are_agreed_to_refused_or_left(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """☑ is done, ☐ stays for later, ☒ is not proposed again."""
        hang(naho, "badge un", "badge deux", "badge trois")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.press("down", "space", "down", "x", "enter")
            await settled(pilot, screen)
            assert placed(naho) == {"badge trois": ("acces", False)}
            assert naho.store.count(Refusal) == 1
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.pause()
            assert "1 note would change" in screen_text(pilot.app)

    async def test_p_ticks_what_is_sure_and_the_surest_stand_first(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Of two hundred changes one takes those that need no look."""
        hang(naho, "repas trop froid", "badge un", "repas trop tard", "badge deux")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.press("p", "enter")
            await settled(pilot, screen)
            assert set(placed(naho)) == {"badge un", "badge deux"}
            assert naho.store.count(Refusal) == 0

    async def test_a_new_theme_gets_the_name_that_one_types(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """e, a name, Enter, Enter."""
        hang(naho, "repas trop froid", "repas trop tard")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.press("e", "ctrl+u")
            await type_in(pilot, "Cantine")
            await pilot.press("enter")
            await pilot.pause()
            assert "New theme: Cantine" in screen_text(pilot.app)
            await pilot.press("enter")
            await settled(pilot, screen)
            (theme,) = {theme for theme, _locked in placed(naho).values()}
            assert naho.taxonomy.label(theme) == "Cantine"

    async def test_escape_leaves_it_for_later_and_big_x_refuses_all(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """r shows the same proposal again, without thinking anew."""
        hang(naho, "badge un", "repas froid", "repas tard")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 3)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.press("escape")
            assert naho.theme_desk.proposed is not None
            await pilot.press("r")
            await until(pilot, lambda: isinstance(pilot.app.screen, RegroupScreen))
            await pilot.press("X")
            await settled(pilot, screen)
            assert placed(naho) == {}
            await until(pilot, lambda: naho.store.count(Refusal) == 3)
            await pilot.press("r")
            await until(pilot, lambda: said(screen) == "Nothing would change.")

    async def test_what_a_person_placed_is_never_in_a_proposal(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Locked is locked."""
        hang(naho, "badge un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("1")
            await settled(pilot, screen)
            await pilot.press("r")
            await until(pilot, lambda: said(screen) == "Nothing would change.")

    async def test_twenty_new_notes_make_one_quiet_proposal(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """Said with its key, applied by nobody; typing goes on."""
        hang(naho, "un")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            hang(naho, *(f"badge {n}" for n in range(19)))
            await until(pilot, lambda: screen.grid.rows.count == 20)
            assert naho.theme_desk.proposed is None
            hang(naho, "badge vingt")
            await until(pilot, lambda: "20 notes would change: r shows it." in said(screen))
            assert isinstance(pilot.app.screen, ThemesScreen)
            assert placed(naho) == {}


class TestSecondCoding:
    async def test_a_second_person_sorts_blind_and_changes_nothing(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """No theme is seen; agreement and kappa at the end, to be copied."""
        notes = hang(naho, *(f"note {n}" for n in range(4)))
        for n, note in enumerate(notes):
            lay(naho, note, themes(naho)[n % 2])
        before = placed(naho)
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 4)
            slots = screen.grid.slots
            await pilot.press("b")
            await until(pilot, lambda: isinstance(pilot.app.screen, BlindScreen))
            blind = pilot.app.screen
            assert isinstance(blind, BlindScreen)
            for row in blind._rows:
                await pilot.pause()
                assert row.note.text in screen_text(pilot.app)
                await pilot.press(str(slots.index(row.theme) + 1))
            await until(pilot, lambda: blind.is_done)
            await pilot.pause()
            text = screen_text(pilot.app)
            assert "In the same theme: 100\u00a0%." in text
            assert "Cohen's kappa: 1,00 (almost perfect)." in text
            await pilot.press("c")
            assert "kappa: 1,00" in pilot.app.clipboard
            await pilot.press("escape")
            assert placed(naho) == before


class TestHarm:
    async def test_a_note_that_may_speak_of_harm_is_marked_and_where_to_report_is_said(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """A sign in the table, a sentence below; x takes the mark off and puts it back."""
        hang(naho, "tout va bien au bloc", "On a donné la mauvaise dose au mauvais patient")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 2)
            await pilot.pause()
            text = screen_text(pilot.app)
            assert "⚑ On a donné" in text
            assert "May speak of harm to a patient (its words look like it)." in text
            assert naho.facets.where_to_report[:20] in text
            await pilot.press("x")
            await until(pilot, lambda: "no mark any more" in said(screen))
            await until(pilot, lambda: "⚑ On a donné" not in screen_text(pilot.app))
            await pilot.press("u")
            await until(pilot, lambda: "⚑ On a donné" in screen_text(pilot.app))
            assert naho.store.count(SafetyDecision) == 0

    async def test_a_person_marks_what_the_words_do_not_say(
        self, naho: Naho, app: AppFactory
    ) -> None:
        """And reads where to report it."""
        (note,) = hang(naho, "ce qui est arrivé mardi")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_themes(pilot, 1)
            await pilot.press("x")
            await until(pilot, lambda: naho.facets.where_to_report[:20] in said(screen))
            assert naho.facets.is_flagged(note)
            await until(pilot, lambda: "(a person says so)" in screen_text(pilot.app))

    async def test_facets_stand_below_the_note(self, naho: Naho, app: AppFactory) -> None:
        """Care functions in words."""
        hang(naho, "La prescription au bloc")
        async with app().run_test(size=SIZE, notifications=True) as pilot:
            await on_themes(pilot, 1)
            await until(pilot, lambda: "Care function: " in screen_text(pilot.app))
