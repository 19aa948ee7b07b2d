"""On the wall itself: choosing, changing, counting, carrying, finding; keys and mouse."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.screens.help import keys_of
from naho_feedback.tui.widgets.note_card import BY_PERSON, ORIGINS, SELECTED
from naho_feedback.tui.widgets.wall import WallView
from naho_feedback.tui.widgets.wall_find import WallFind
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import (
    find,
    hang,
    on_wall,
    open_session,
    screen_text,
    texts,
    type_in,
    until,
)

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)


class TestOnTheWall:
    async def test_help_names_its_keys_as_they_are_engraved(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape")
            assert screen.wall.has_focus
            caps = {what: caps for caps, what in keys_of(screen)}
            assert caps["One dot less"] == "−"
            assert caps["So many dots"] == "0–9"
            assert (caps["Newest note"], caps["Oldest note"]) == ("Home", "End")

    async def test_f1_explains_what_is_under_way_and_every_sign_of_a_note(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("f1")
            await until(pilot, lambda: "press Enter" in screen_text(pilot.app))
            await pilot.press("escape", "escape", "f1")
            await until(pilot, lambda: "Signs on a note" in screen_text(pilot.app))
            said = screen_text(pilot.app)
            signs = (SELECTED, BY_PERSON, *filter(None, ORIGINS.values()))
            assert all(f"{sign} " in said for sign in signs)
            assert "press Enter" not in said

    async def test_escape_goes_up_and_i_comes_back(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            for back in ("i", "tab", "escape"):
                await pilot.press("escape")
                assert screen.wall.has_focus
                await pilot.press(back)
                assert screen.capture.words.has_focus
            assert screen.capture.words.value == ""

    async def test_a_note_is_changed_in_the_line_and_a_half_typed_one_comes_back(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "leviers", "vieux\ntexte", dots=2)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "en cours")
            await pilot.press("escape", "e")
            assert screen.capture.words.value == "vieux⏎texte"
            await type_in(pilot, " neuf")
            await pilot.press("enter")
            await until(pilot, lambda: texts(naho) == [("leviers", "vieux\ntexte neuf", 2)])
            assert screen.capture.words.value == "en cours"
            assert screen.capture.draft.column == "freins"
            assert screen.wall.has_focus

    async def test_escape_leaves_a_note_as_it_was(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "enter")
            await type_in(pilot, " deux")
            await pilot.press("escape")
            assert screen.capture.words.value == ""
            assert screen.wall.has_focus
        assert texts(naho) == [("freins", "un", 0)]

    async def test_d_takes_down_and_u_hangs_up_again(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        for text in ("un", "deux"):
            naho.capture.add_note(session, "freins", text)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "d")
            await until(pilot, lambda: [t for _c, t, _d in texts(naho)] == ["un"])
            await until(pilot, lambda: "ctrl+z" in screen_text(pilot.app))
            assert screen.wall.chosen is not None
            assert screen.wall.chosen.text == "un"
            await pilot.press("u")
            await until(pilot, lambda: "hangs on the wall again" in screen_text(pilot.app))
            await until(pilot, lambda: screen.wall.contents.count == 2)
        assert [t for _c, t, _d in texts(naho)] == ["un", "deux"]

    async def test_digits_plus_and_minus_count_dots_however_fast(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("escape", "4", "plus", "plus", "plus", "minus")
            await until(pilot, lambda: texts(naho) == [("freins", "un", 6)])
            await pilot.press("0", "minus")
            await until(pilot, lambda: texts(naho) == [("freins", "un", 0)])

    async def test_f9_on_the_wall_goes_to_the_dots_of_the_chosen_note(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "un", dots=3)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            # The digit row of AZERTY counts without shift: & is 1, é is 2.
            await pilot.press("escape", "f9", "ampersand", "é", "enter")
            await until(pilot, lambda: texts(naho) == [("freins", "un", 12)])

    async def test_m_carries_to_the_next_column_round_the_end_and_the_cursor_follows(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        naho.capture.add_note(session, "idees", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "m")
            await until(pilot, lambda: texts(naho) == [("freins", "un", 0)])
            await pilot.press("ctrl+right")
            await until(pilot, lambda: texts(naho) == [("leviers", "un", 0)])
            await until(pilot, lambda: screen.wall.contents.place_of(find(naho, "un").id) == (1, 0))
            assert screen.wall.chosen == find(naho, "un")

    async def test_arrows_go_from_note_to_note(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        for column, text in (("freins", "bas"), ("freins", "haut"), ("idees", "loin")):
            naho.capture.add_note(session, column, text)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            seen = []
            for key in ("escape", "down", "down", "up", "end", "home"):
                await pilot.press(key)
                seen.append(screen.wall.chosen.text if screen.wall.chosen else "")
            assert seen == ["haut", "bas", "bas", "haut", "bas", "haut"]

    async def test_find_filters_as_one_types_and_escape_shows_all(
        self, naho: Naho, app: AppFactory
    ) -> None:
        session = open_session(naho)
        for text in ("Équipe de nuit", "Clavier", "équité"):
            naho.capture.add_note(session, "freins", text)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "slash")
            await type_in(pilot, "equi")
            await until(pilot, lambda: screen.wall.contents.found == 2)
            assert "2 of 3 found" in screen_text(pilot.app)
            await pilot.press("enter")
            assert screen.wall.has_focus
            await pilot.press("slash", "escape")
            await until(pilot, lambda: screen.wall.contents.found == 3)
            assert screen.wall.has_focus
            assert not screen.query_one(WallFind).display


class TestMouse:
    async def test_a_click_chooses_a_second_one_changes(self, naho: Naho, app: AppFactory) -> None:
        session = open_session(naho)
        note = naho.capture.add_note(session, "leviers", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            region = screen.wall.region_of(note.id)
            assert region is not None
            where = (region.x + 2, region.y + 1)
            await pilot.click(WallView, offset=where)
            assert screen.wall.chosen == note
            assert screen.wall.has_focus
            await pilot.double_click(WallView, offset=where)
            await until(pilot, lambda: screen.capture.words.value == "un")
            assert screen.capture.words.has_focus

    async def test_a_click_on_a_column_head_writes_there(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.click(WallView, offset=(60, 0))
            await until(pilot, lambda: screen.capture.draft.column == "idees")
            assert screen.capture.words.has_focus


async def test_after_an_undo_the_next_step_begins_where_the_note_hangs(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, ("freins", "un"))
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape", "m")
        await until(pilot, lambda: texts(naho) == [("leviers", "un", 0)])
        await settle(pilot)
        await pilot.press("u")
        await until(pilot, lambda: texts(naho) == [("freins", "un", 0)])
        await settle(pilot)
        await pilot.press("m")
        await until(pilot, lambda: texts(naho) == [("leviers", "un", 0)])
