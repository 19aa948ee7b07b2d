"""Nothing is lost: crashes told, drafts given back, damage shown, copies made."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.sessions import Session
from naho_feedback.store.backup import Backup
from naho_feedback.store.drafts import Unfinished
from naho_feedback.tui import keeping
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.keeping import back_up_when_leaving, is_old
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.screens.wall_drafts import left_on_walls
from naho_feedback.workspace import Workspace, init_demo_workspace
from tests.tui.seeing import seen, settle, toasts
from tests.tui.wall_help import find, on_wall, open_session, texts, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (100, 30)
OLD = "2017-03-01T18-00-00"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return init_demo_workspace(tmp_path / "ws")


Opener = Callable[[], Naho]


@pytest.fixture
def opened(workspace: Workspace) -> Iterator[Opener]:
    """Open the workspace as an app does that starts."""
    made: list[Naho] = []

    def open_() -> Naho:
        made.append(Naho(workspace, plugins=False))
        return made[-1]

    yield open_
    for naho in made:
        naho.close()


def die(naho: Naho) -> None:
    """Let an app end as a killed process does: its locks go, its mark stays."""
    naho.__dict__.pop("running")
    naho.close()


def crashed(opened: Opener, *, draft: str = "", column: int = 1, notes: int = 2) -> Session:
    """Leave behind what an app leaves that was killed."""
    naho = opened()
    session = open_session(naho)
    running = naho.running
    assert running is not None
    running.start()
    for number in range(notes):
        naho.capture.add_note(session, "freins", f"gardé {number}")
    if draft:
        running.save(f"wall-{session.id.lower()}-{column}", Unfinished(draft))
    del running
    die(naho)
    return session


def left(naho: Naho, session: Session, draft: Unfinished) -> None:
    """Leave a change of a note behind."""
    assert naho.running is not None
    naho.running.save(f"wall-{session.id.lower()}-change", draft)


def hit(workspace: Workspace, text: bytes) -> None:
    """Flip a bit of a note's words in the journal."""
    file = workspace.data_dir / "000001.jsonl"
    data = bytearray(file.read_bytes())
    data[data.index(text)] ^= 1
    file.write_bytes(data)


class TestCrash:
    async def test_what_was_added_and_typed_is_asked_and_goes_back_into_its_line(
        self, opened: Opener
    ) -> None:
        """Yes opens the session's wall with the words in the right column; Enter keeps them."""
        session = crashed(opened, draft="trop de cl")
        naho = opened()
        naho.capture.open_session("post-it", "bethune")  # another one would be the current
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
            said = seen(pilot.app)
            assert "The app was not closed last time." in said
            assert "2 notes, all kept" in said
            assert "1 note was being typed: take it up again?" in said
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallScreen))
            screen = pilot.app.screen
            assert isinstance(screen, WallScreen)
            await until(pilot, lambda: screen.capture.words.value == "trop de cl")
            assert screen.session is not None
            assert screen.session.id == session.id
            assert screen.capture.draft.column == "leviers"
            await type_in(pilot, "ics")
            await pilot.press("enter")
            await until(pilot, lambda: ("leviers", "trop de clics", 0) in texts(naho))
        assert drafts(naho) == []

    async def test_after_a_no_the_words_wait_in_their_wall(self, opened: Opener) -> None:
        session = crashed(opened, draft="plus tard")
        naho = opened()
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
            await pilot.press("escape")
            assert drafts(naho) == ["plus tard"]
            screen = await on_wall(pilot, session.id)
            await until(pilot, lambda: screen.capture.words.value == "plus tard")

    async def test_without_a_draft_it_is_only_said(self, opened: Opener) -> None:
        crashed(opened)
        naho = opened()
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: any("2 notes, all kept" in t for t in toasts(pilot.app)))
            assert not isinstance(pilot.app.screen, ConfirmScreen)

    async def test_an_app_that_was_closed_says_nothing(self, opened: Opener) -> None:
        for _time in range(2):
            naho = opened()
            async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
                await settle(pilot)
                assert toasts(pilot.app) == []
                assert not isinstance(pilot.app.screen, ConfirmScreen)
            naho.close()

    async def test_a_change_comes_back_with_its_dots_beside_a_new_note(
        self, opened: Opener
    ) -> None:
        session = crashed(opened, draft="tout neuf", column=0)
        naho = opened()
        note = find(naho, "gardé 1")
        left(naho, session, Unfinished("gardé autrement", 4, note.id))
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
            assert "2 notes were being typed" in seen(pilot.app)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, WallScreen))
            screen = pilot.app.screen
            assert isinstance(screen, WallScreen)
            await until(pilot, lambda: screen.capture.words.value == "tout neuf")
            await pilot.press("enter")
            await until(pilot, lambda: screen.capture.words.value == "gardé autrement")
            assert "A-3 was being changed when the app ended" in seen(pilot.app)
            await pilot.press("enter")
            await until(pilot, lambda: ("freins", "gardé autrement", 4) in texts(naho))
            await until(pilot, lambda: unfinished(naho) == [])
        assert sorted(texts(naho))[0:2] == [
            ("freins", "gardé 0", 0),
            ("freins", "gardé autrement", 4),
        ]
        assert len(texts(naho)) == 3

    async def test_a_change_that_was_given_up_leaves_the_note_as_it_was(
        self, opened: Opener
    ) -> None:
        session = crashed(opened)
        naho = opened()
        left(naho, session, Unfinished("autre", 0, find(naho, "gardé 1").id))
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_wall(pilot, session.id)
            await until(pilot, lambda: screen.capture.words.value == "autre")
            await pilot.press("escape")
            await until(pilot, lambda: unfinished(naho) == [])
        assert [text for _column, text, _dots in texts(naho)] == ["gardé 0", "gardé 1"]

    @pytest.mark.parametrize(
        ("text", "offered"),
        [
            ("gardé 1", []),  # kept in the last moment
            ("gardé", ["gardé 1"]),  # only what followed was changed, and that is not known
            ("autre", ["autre"]),
        ],
    )
    def test_a_change_that_was_cut_before_a_number_takes_no_end_away(
        self, opened: Opener, text: str, offered: list[str]
    ) -> None:
        session = crashed(opened)
        naho = opened()
        note = find(naho, "gardé 1")
        left(naho, session, Unfinished(text, 5 * bool(offered), note.id, is_cut=True))
        found = left_on_walls(naho)
        assert [(draft.words.text, draft.words.dots) for draft in found] == [
            (text, 5) for text in offered
        ]
        assert all("looked like a social security number" in draft.sentence() for draft in found)
        assert unfinished(naho) == [] or offered

    def test_a_change_of_a_note_that_is_gone_is_thrown_away(self, opened: Opener) -> None:
        """What was taken down, or forgotten for good, is not brought back by a draft."""
        session = crashed(opened)
        naho = opened()
        note = find(naho, "gardé 1")
        left(naho, session, Unfinished("gardé mieux", 0, note.id))
        naho.capture.remove_note(note.id)
        assert left_on_walls(naho) == []
        assert unfinished(naho) == []

    async def test_words_that_were_kept_in_the_last_moment_are_not_offered(
        self, opened: Opener
    ) -> None:
        crashed(opened, draft="gardé 1", column=0)
        naho = opened()
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: any("2 notes" in text for text in toasts(pilot.app)))
            assert not isinstance(pilot.app.screen, ConfirmScreen)
        assert drafts(naho) == []

    async def test_a_visitor_in_front_of_a_kiosk_is_told_nothing(self, opened: Opener) -> None:
        crashed(opened, draft="un secret")
        naho = opened()
        app = NahoApp(naho, survey="sortie-30s")
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await settle(pilot)
            assert "secret" not in seen(pilot.app)
            assert toasts(pilot.app) == []
        assert drafts(naho) == ["un secret"]

    async def test_an_app_beside_it_is_no_crash(self, opened: Opener) -> None:
        """A kiosk's window opens while a wall's window is typed in."""
        session = crashed(opened, notes=0)
        wall, beside = opened(), opened()
        assert wall.running is not None
        wall.running.start()
        wall.running.save(f"wall-{session.id.lower()}-0", Unfinished("en cours ailleurs"))
        async with NahoApp(beside).run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_wall(pilot, session.id)
            await settle(pilot)
            assert toasts(pilot.app) == []
            assert screen.capture.words.value == ""


class TestDrafts:
    async def test_half_typed_words_are_kept_and_forgotten_with_the_note(
        self, opened: Opener
    ) -> None:
        naho = opened()
        open_session(naho)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, "trop de cl")
            await until(pilot, lambda: drafts(naho) == ["trop de cl"])
            await pilot.press("tab")
            await until(pilot, lambda: places(naho)[-1:] == ["1"] and len(places(naho)) == 1)
            await pilot.press("enter")
            await until(pilot, lambda: drafts(naho) == [])
            await type_in(pilot, "x")
            await until(pilot, lambda: drafts(naho) == ["x"])
            await pilot.press("backspace")
            await until(pilot, lambda: drafts(naho) == [])

    async def test_nothing_nir_shaped_reaches_the_disk(self, opened: Opener) -> None:
        naho = opened()
        open_session(naho)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, "dossier 2690549588157")
            await until(pilot, lambda: drafts(naho) == ["dossier "])

    async def test_a_half_typed_note_outlives_changing_another_one(self, opened: Opener) -> None:
        naho = opened()
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "déjà là")
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "en cours")
            await until(pilot, lambda: drafts(naho) == ["en cours"])
            await pilot.press("escape", "e")
            await until(pilot, lambda: screen.capture.words.value == "déjà là")
            await type_in(pilot, "!")
            await until(pilot, lambda: drafts(naho) == ["en cours", "déjà là!"])
            await pilot.press("escape")
            await until(pilot, lambda: drafts(naho) == ["en cours"])
            assert screen.capture.words.value == "en cours"

    async def test_dots_are_kept_with_the_words_and_alone_are_nothing(self, opened: Opener) -> None:
        naho = opened()
        open_session(naho)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await on_wall(pilot)
            await pilot.press("f9", "1", "2")
            await settle(pilot)
            assert unfinished(naho) == []
            await pilot.press("f9")
            await type_in(pilot, "lent")
            await until(pilot, lambda: unfinished(naho) == [Unfinished("lent", 12)])
            await pilot.press("f9", "3")
            await until(pilot, lambda: unfinished(naho) == [Unfinished("lent", 3)])

    async def test_a_change_is_kept_only_while_it_says_something_new(self, opened: Opener) -> None:
        naho = opened()
        note = naho.capture.add_note(open_session(naho), "freins", "déjà là", dots=2)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("escape", "e")
            await until(pilot, lambda: screen.capture.words.value == "déjà là")
            await pilot.press("f9", "5")
            await until(pilot, lambda: unfinished(naho) == [Unfinished("déjà là", 5, note.id)])
            await pilot.press("2", "backspace", "backspace", "2")
            await until(pilot, lambda: unfinished(naho) == [])
            await pilot.press("f9")
            await type_in(pilot, "!")
            await until(pilot, lambda: unfinished(naho) == [Unfinished("déjà là!", 2, note.id)])
            await pilot.press("enter")
            await until(pilot, lambda: unfinished(naho) == [])
        assert texts(naho) == [("freins", "déjà là!", 2)]

    async def test_a_change_that_says_what_the_half_typed_note_says_is_forgotten_too(
        self, opened: Opener
    ) -> None:
        """Giving it up leaves the very same words in the line."""
        naho = opened()
        note = naho.capture.add_note(open_session(naho), "freins", "u")
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "un")
            await pilot.press("escape", "e")
            await until(pilot, lambda: screen.capture.words.value == "u")
            await type_in(pilot, "n")
            kept = [Unfinished("un"), Unfinished("un", 0, note.id)]
            await until(pilot, lambda: unfinished(naho) == kept)
            await pilot.press("escape")
            await until(pilot, lambda: unfinished(naho) == [Unfinished("un")])

    async def test_quitting_keeps_what_stands_in_the_line(self, opened: Opener) -> None:
        """It was closed in order, so nothing is asked; the words are back in their line."""
        naho = opened()
        open_session(naho)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await on_wall(pilot)
            await type_in(pilot, "pas fini")
            await pilot.press("ctrl+q")
        naho.close()
        again = opened()
        async with NahoApp(again).run_test(size=SIZE, notifications=True) as pilot:
            await settle(pilot)
            assert not isinstance(pilot.app.screen, ConfirmScreen)
            screen = await on_wall(pilot)
            await until(pilot, lambda: screen.capture.words.value == "pas fini")


class TestDamage:
    async def test_it_is_said_and_stays_on_the_dashboard(
        self, opened: Opener, workspace: Workspace
    ) -> None:
        naho = opened()
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "illisible")
        naho.capture.add_note(session, "freins", "et la suite")
        naho.close()
        hit(workspace, b"illisible")
        async with NahoApp(opened()).run_test(size=SIZE, notifications=True) as pilot:
            await settle(pilot)
            said = [text for text in toasts(pilot.app) if "is damaged" in text]
            assert len(said) == 1
            assert "naho doctor" in said[0]
            pilot.app.clear_notifications()
            await settle(pilot)
            assert "! 000001.jsonl is damaged" in seen(pilot.app)

    async def test_what_the_watcher_still_says_after_the_last_screen_went_is_let_go(
        self, opened: Opener
    ) -> None:
        """It is posted by another thread, and worked off while the app leaves."""
        app = NahoApp(opened())
        assert app.screen_stack == []  # as it is again when the last one went
        app.keeper.tell_damage()


class TestCopies:
    async def test_the_palette_makes_one_and_the_dashboard_knows(self, opened: Opener) -> None:
        naho = opened()
        open_session(naho)
        assert naho.status().backup_age is None
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await pilot.press("ctrl+p")
            await settle(pilot)
            await pilot.press(*"Back", "space", *"up")
            await settle(pilot)
            await pilot.press("down", "enter")
            await until(pilot, lambda: any("Backed up" in text for text in toasts(pilot.app)))
        age = naho.status().backup_age
        assert age is not None
        assert age < 600

    async def test_one_is_made_when_the_last_is_older_than_a_day(
        self, opened: Opener, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "_FIRST_LOOK", 0.01)
        naho = opened()
        open_session(naho)
        (workspace.backups_dir / OLD).mkdir(parents=True)
        async with NahoApp(naho).run_test(size=SIZE, notifications=True) as pilot:
            await until(pilot, lambda: len(naho.care.copies()) == 2)
            await settle(pilot)
            assert toasts(pilot.app) == []
        assert not is_old(naho)

    def test_leaving_makes_one_only_if_something_was_written(self, opened: Opener) -> None:
        naho = opened()
        open_session(naho)
        back_up_when_leaving(naho, 30)
        (made,) = naho.care.copies()
        before = time.time() - 60
        for file in naho.workspace.data_dir.glob("0*.jsonl"):
            os.utime(file, (before, before))
        back_up_when_leaving(naho, 30)
        assert naho.care.copies() == [made]

    def test_a_damaged_journal_is_copied_once_a_day(
        self, opened: Opener, workspace: Workspace
    ) -> None:
        naho = opened()
        session = open_session(naho)
        naho.capture.add_note(session, "freins", "illisible")
        naho.capture.add_note(session, "freins", "et la suite")
        naho.close()
        hit(workspace, b"illisible")
        for _time in range(2):
            back_up_when_leaving(opened(), 30)
        assert len(naho.care.copies()) == 1

    def test_leaving_never_waits_for_a_slow_disk(
        self, opened: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import threading

        naho = opened()
        open_session(naho)
        go_on = threading.Event()

        def slow(_care: object) -> Backup:
            go_on.wait()
            raise AssertionError

        monkeypatch.setattr(type(naho.care), "back_up", lambda care: go_on.wait() or slow(care))
        monkeypatch.setattr(threading, "excepthook", lambda _args: None)
        back_up_when_leaving(naho, 0.05)  # returns although nothing was copied
        assert naho.care.copies() == []
        go_on.set()


def drafts(naho: Naho) -> list[str]:
    assert naho.running is not None
    return [draft.text for draft in naho.running.drafts().values()]


def unfinished(naho: Naho) -> list[Unfinished]:
    assert naho.running is not None
    return list(naho.running.drafts().values())


def places(naho: Naho) -> list[str]:
    assert naho.running is not None
    return [place.rpartition("-")[2] for place in naho.running.drafts()]
