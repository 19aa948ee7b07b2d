"""What was done to a wall: taken back, done again, listed, and put back from the bin."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.commands import commands
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.screens.wall_bin import BinTable, WallBinScreen
from naho_feedback.tui.screens.wall_log import WallLogScreen
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, seen, settle, toasts
from tests.tui.wall_help import on_wall, open_session, screen_text, texts, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")
SIZE = (100, 30)
HOSTILE = "[@click=app.quit]x[/] \x1b[31m \u202eevil"


@pytest.fixture
def session(naho: Naho) -> Session:
    return open_session(naho)


def words_of(naho: Naho) -> list[str]:
    return [text for _column, text, _dots in texts(naho)]


class TestRedo:
    async def test_ctrl_y_while_typing_does_again_what_was_taken_back_and_says_it(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "un")
            await pilot.press("enter")
            await type_in(pilot, "deux")
            await pilot.press("ctrl+z")
            await until(pilot, lambda: words_of(naho) == [])
            await pilot.press("ctrl+y")
            await until(pilot, lambda: "Done again: M-2 added to" in screen_text(pilot.app))
            assert "“un”" in screen_text(pilot.app)
            assert screen.capture.words.value == "deux"
            await until(pilot, lambda: screen.wall.contents.count == 1)
        assert words_of(naho) == ["un"]

    async def test_u_and_shift_u_on_the_wall_go_back_and_forth(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        note = naho.capture.add_note(session, "freins", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "m", "u")
            await until(pilot, lambda: "as it was before" in screen_text(pilot.app))
            assert texts(naho) == [("freins", "un", 0)]
            await pilot.press("U")
            await until(pilot, lambda: "Done again" in screen_text(pilot.app))
            assert texts(naho) == [("leviers", "un", 0)]
            await pilot.press("u", "d", "u", "U")
            await until(pilot, lambda: "taken down" in screen_text(pilot.app))
            await until(pilot, lambda: screen.wall.contents.count == 0)
        assert [b.note.id for b in naho.bin.notes()] == [note.id]

    async def test_nothing_to_do_again_is_said(self, app: AppFactory, session: Session) -> None:
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("ctrl+y")
            await until(pilot, lambda: "nothing to do again" in screen_text(pilot.app))

    async def test_a_group_is_taken_back_and_done_again_as_one(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        notes = [naho.capture.add_note(session, "", text) for text in ("un", "deux")]
        naho.clustering.group(notes, "Titre")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "Taken back: M-2, M-3 grouped" in screen_text(pilot.app))
            assert naho.clustering.clusters(session.id) == []
            await pilot.press("ctrl+y")
            await until(pilot, lambda: "Done again: M-2, M-3 grouped" in screen_text(pilot.app))
        assert [c.title for c in naho.clustering.clusters(session.id)] == ["Titre"]

    async def test_a_closed_session_offers_neither(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        naho.capture.add_note(session, "", "un")
        naho.capture.close_session(session.id)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot, session.id)
            await pilot.press("ctrl+z", "ctrl+y", "u", "U")
            await settle(pilot)
        assert words_of(naho) == ["un"]


class TestLog:
    async def test_l_on_the_wall_lists_what_was_done_and_marks_what_is_taken_back(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        note = naho.capture.add_note(session, "freins", "Dupont")
        naho.capture.move_note(note.id, "leviers")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("ctrl+z", "escape", "l")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallLogScreen))
            await settle(pilot)
            rows = [row.split() for row in seen(pilot.app).splitlines() if "M-2" in row]
            assert [row[row.index("M-2") :] for row in rows] == [
                ["M-2", "moved", "to", "Leviers", "taken", "back"],
                ["M-2", "added", "to", "Freins"],
            ]
            assert {row[2] for row in rows} == {"42"}
            assert "Dupont" not in seen(pilot.app)
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallScreen))

    async def test_letters_stay_letters_while_one_types(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "bal")
            assert screen.capture.words.value == "bal"
            assert pilot.app.screen is screen

    async def test_an_empty_log_says_so_and_follows_the_journal(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            assert isinstance(pilot.app, NahoApp)
            await pilot.app.go("log", {"session_id": session.id})
            await settle(pilot)
            assert "Nothing was done to this wall yet." in seen(pilot.app)
            naho.capture.add_note(session, "", "un")
            await until(pilot, lambda: "M-2 added" in seen(pilot.app))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallScreen))

    async def test_a_hostile_title_is_harmless_in_the_log(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        notes = [naho.capture.add_note(session, "", text) for text in ("un", "deux")]
        naho.clustering.group(notes, HOSTILE)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            assert isinstance(pilot.app, NahoApp)
            await pilot.app.go("log", {"session_id": session.id})
            await settle(pilot)
            assert "[@click=app.quit]x[/] ␛[31m \ufffdevil" in seen(pilot.app)


class TestBin:
    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    async def test_b_on_the_wall_lists_what_was_taken_down_and_enter_puts_it_back(
        self, naho: Naho, app: AppFactory, session: Session, size: tuple[int, int]
    ) -> None:
        kept = [naho.capture.add_note(session, "idees", text, dots=3) for text in ("un", HOSTILE)]
        naho.capture.add_note(session, "", "reste")
        for note in kept:
            naho.capture.remove_note(note.id)
        async with app().run_test(size=size, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("escape", "b")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallBinScreen))
            await settle(pilot)
            assert pilot.app.screen.query_one(BinTable).chosen == kept[1].id
            assert "[@click=app.quit]x[/] ␛[31m \ufffdevil" in seen(pilot.app)
            assert "! Idées" in seen(pilot.app)
            assert "Enter Put back" in key_words(pilot.app)
            await pilot.press("enter", "enter")
            await until(pilot, lambda: naho.bin.notes() == [])
            await settle(pilot)
            assert "Nothing was taken down from this wall." in seen(pilot.app)
            assert any("M-2 hangs on the wall again." in said for said in toasts(pilot.app))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallScreen))
        assert [n for n in naho.capture.notes() if n.text != "reste"] == kept

    async def test_back_at_the_wall_nothing_says_that_ctrl_z_would_hang_it_again(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        """There ctrl+z would take down what has just come back from the bin."""
        naho.capture.add_note(session, "", "un")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "d")
            await until(pilot, lambda: "ctrl+z brings it back" in seen(pilot.app))
            await settle(pilot)
            await pilot.press("b")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallBinScreen))
            await settle(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: words_of(naho) == ["un"])
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen)
            await settle(pilot)
            assert "ctrl+z brings it back" not in seen(pilot.app)

    async def test_enter_pressed_fast_puts_a_note_back_once(
        self, naho: Naho, app: AppFactory, session: Session
    ) -> None:
        note = naho.capture.add_note(session, "", "un")
        naho.capture.remove_note(note.id)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            assert isinstance(pilot.app, NahoApp)
            await pilot.app.go("bin", {"session_id": session.id})
            await settle(pilot)
            await pilot.press("enter", "enter", "enter")
            await settle(pilot)
            assert len(toasts(pilot.app)) == 1
        assert words_of(naho) == ["un"]

    async def test_a_note_that_came_back_by_another_way_is_said_and_leaves_the_list(
        self, naho: Naho, app: AppFactory, session: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        note = naho.capture.add_note(session, "", "un")
        naho.capture.remove_note(note.id)
        restore = naho.bin.restore

        def twice(names: Sequence[str], *, actor: str) -> list[Note]:
            restore(names)  # another window was faster
            return restore(names, actor=actor)

        monkeypatch.setattr(naho.bin, "restore", twice)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            assert isinstance(pilot.app, NahoApp)
            await pilot.app.go("bin", {"session_id": session.id})
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            assert any("in the bin" in said for said in toasts(pilot.app))
            assert "Nothing was taken down from this wall." in seen(pilot.app)
        assert words_of(naho) == ["un"]


async def test_the_palette_leads_to_the_log_and_the_bin_of_the_wall_in_front(
    naho: Naho, app: AppFactory, session: Session
) -> None:
    other = naho.capture.open_session("post-it", "bethune")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot, session.id)
        assert isinstance(pilot.app, NahoApp)
        found = {
            command.title: command.callback for command in commands(pilot.app, pilot.app.screen)
        }
        for title, kind in (
            ("Last changes of the wall", WallLogScreen),
            ("Bin of the wall", WallBinScreen),
        ):
            await on_wall(pilot, session.id)
            await pilot.app.run_worker(found[title](), exit_on_error=False).wait()
            assert isinstance(pilot.app.screen, kind)
            assert pilot.app.screen.session_id == session.id != other.id
