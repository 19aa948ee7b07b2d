"""The wall as facilitators use it: by keyboard, by mouse, with mistakes."""

from __future__ import annotations

import threading

import pytest
from textual import events

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.errors import StoreError
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import (
    burst,
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
VALID_NIR = "1 84 12 76 451 089 46"

TEN = [
    ("freins", "Pas assez d'ordinateurs en salle de soins", 7),
    ("leviers", "Le bac à sable : on ose essayer", 3),
    ("idees", "Un référent par étage la nuit", 0),
    ("freins", "Qui appeler la nuit si ça bloque ?", 2),
    ("leviers", "Chambre connectée bluffante", 0),
    ("idees", "Où déposer nos idées ?", 12),
    ("freins", "Trop de clics", 0),
    ("leviers", "Équipe projet à l'écoute", 1),
    ("idees", "Fiches réflexes plastifiées", 0),
    ("freins", "Naïveté, cœur, dégât", 4),
]


async def test_ten_notes_typed_by_keyboard_are_stored_with_column_dots_and_order(
    naho: Naho, app: AppFactory
) -> None:
    session = open_session(naho)
    order = [column.id for column in naho.capture.format_of(session).columns]
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        here = 0
        for column, text, dots in TEN:
            for _step in range((order.index(column) - here) % len(order)):
                await pilot.press("tab")
            here = order.index(column)
            await type_in(pilot, text)
            if dots:
                await pilot.press("f9", *str(dots))
            await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == len(TEN))
        assert texts(naho) == TEN
        assert {n.origin for n in naho.capture.notes()} == {Origin.ROOM}
        assert {e.actor for e in naho.store.history() if e.table == Note.table} == {Actor.WALL}
        assert screen.capture.words.value == ""
        assert "10 notes · 29 dots" in screen_text(pilot.app)


async def test_a_saved_note_shows_its_receipt_and_then_no_more(naho: Naho, app: AppFactory) -> None:
    open_session(naho)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await type_in(pilot, "nuit")
        await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        (note,) = naho.capture.notes()
        assert any(note.receipt in row for row in painted(screen.wall))
        screen.wall.hide_receipt(note.id)
        assert not any(note.receipt in row for row in painted(screen.wall))


async def test_notes_are_kept_in_the_order_of_enter_while_the_disk_is_slow(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_session(naho)
    add_note, gate = naho.capture.add_note, threading.Event()

    def slow(*args: object, **kwargs: object) -> Note:
        assert gate.wait(10)
        return add_note(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(naho.capture, "add_note", slow)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        for text in ("un", "deux", "trois"):
            await type_in(pilot, text)
            await pilot.press("enter")
            assert screen.capture.words.value == ""
        await pilot.pause()
        assert screen.wall.contents.count == 0  # nothing is shown that is not durable
        gate.set()
        await until(pilot, lambda: screen.wall.contents.count == 3)
    assert [text for _c, text, _d in texts(naho)] == ["un", "deux", "trois"]


async def test_leaving_the_app_at_once_loses_no_note(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_session(naho)
    add_note, gate = naho.capture.add_note, threading.Event()

    def slow(*args: object, **kwargs: object) -> Note:
        assert gate.wait(10)
        return add_note(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(naho.capture, "add_note", slow)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        for text in ("un", "deux", "trois"):
            await type_in(pilot, text)
            await pilot.press("enter")
        threading.Timer(0.05, gate.set).start()
    assert [text for _c, text, _d in texts(naho)] == ["un", "deux", "trois"]


class TestRefusals:
    async def test_a_social_security_number_is_refused_and_the_text_stays(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            text = f"appeler {VALID_NIR}"
            await type_in(pilot, text)
            await pilot.press("enter")
            await pilot.pause()
            assert "social security number" in screen_text(pilot.app)
            assert screen.capture.words.value == text
        assert texts(naho) == []

    async def test_blank_words_are_refused(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot)
            await pilot.press("space", "enter")
            await pilot.pause()
            assert "There is nothing in this note." in screen_text(pilot.app)
        assert texts(naho) == []

    async def test_what_the_disk_refused_comes_back_into_the_free_line(
        self, naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_session(naho)

        def full(*_args: object, **_kwargs: object) -> Note:
            raise StoreError("The disk is full.", "Free some space.")

        monkeypatch.setattr(naho.capture, "add_note", full)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("tab")
            await type_in(pilot, "perdu")
            await pilot.press("f9", "3", "enter")
            await until(pilot, lambda: screen.capture.words.value == "perdu")
            draft = screen.capture.draft
            assert (draft.column, draft.text, draft.dots) == ("leviers", "perdu", 3)
            assert "The disk is full. Free some space." in screen_text(pilot.app)

    async def test_refused_words_wait_until_the_next_note_is_typed(
        self, naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_session(naho)
        add_note, gate = naho.capture.add_note, threading.Event()

        def once_full(*args: object, **kwargs: object) -> Note:
            if not gate.is_set():
                assert gate.wait(10)
                raise StoreError("The disk is full.")
            return add_note(*args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(naho.capture, "add_note", once_full)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "un")
            await pilot.press("enter")
            await type_in(pilot, "deux")
            gate.set()
            await until(pilot, lambda: "comes back" in screen_text(pilot.app))
            assert screen.capture.words.value == "deux"
            await pilot.press("enter")
            assert screen.capture.words.value == "un"
            await pilot.press("enter")
            await until(pilot, lambda: screen.wall.contents.count == 2)
        assert [text for _c, text, _d in texts(naho)] == ["deux", "un"]

    async def test_our_own_mistake_gives_the_words_back_too(
        self, naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_session(naho)

        def broken(*_args: object, **_kwargs: object) -> Note:
            raise ZeroDivisionError

        monkeypatch.setattr(naho.capture, "add_note", broken)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "perdu")
            await pilot.press("enter")
            await until(pilot, lambda: screen.capture.words.value == "perdu")
            assert "ZeroDivisionError" in screen_text(pilot.app)


class TestUndo:
    async def test_ctrl_z_while_typing_takes_the_last_note_back_and_says_which(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await type_in(pilot, "un")
            await pilot.press("enter")
            await type_in(pilot, "deux")
            await pilot.press("enter", "ctrl+z")
            await until(pilot, lambda: "Taken back" in screen_text(pilot.app))
            assert "“deux”" in screen_text(pilot.app)
            await until(pilot, lambda: screen.wall.contents.count == 1)
        assert [text for _c, text, _d in texts(naho)] == ["un"]

    async def test_a_note_of_another_session_is_not_taken_back(
        self, naho: Naho, app: AppFactory
    ) -> None:
        first = open_session(naho)
        second = naho.capture.open_session("post-it", "bethune")
        naho.capture.add_note(second, "", "ailleurs")
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            await on_wall(pilot, first.id)
            await pilot.press("ctrl+z")
            await until(pilot, lambda: "nothing to undo" in screen_text(pilot.app))
        assert [text for _c, text, _d in texts(naho)] == ["ailleurs"]


class TestPaste:
    async def test_several_pasted_lines_are_one_note_each_after_enter(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            await pilot.press("tab")
            await type_in(pilot, "en cours")
            screen.capture.words.post_message(events.Paste("un\r\n\n  \ndeux\ntrois\n"))
            await until(pilot, lambda: "3 lines pasted" in screen_text(pilot.app))
            assert texts(naho) == []
            await pilot.press("enter")
            await until(pilot, lambda: screen.wall.contents.count == 3)
            assert screen.capture.words.value == "en cours"
        assert texts(naho) == [(("leviers"), t, 0) for t in ("un", "deux", "trois")]

    async def test_escape_drops_pasted_lines(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            screen.capture.words.post_message(events.Paste("un\ndeux"))
            await until(pilot, lambda: "2 lines pasted" in screen_text(pilot.app))
            await pilot.press("escape", "x", "enter")
            await until(pilot, lambda: screen.wall.contents.count == 1)
        assert [t for _c, t, _d in texts(naho)] == ["x"]

    async def test_one_pasted_line_goes_into_the_line(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            screen.capture.words.post_message(events.Paste("une ligne\n"))
            await until(pilot, lambda: screen.capture.words.value == "une ligne")


class TestBursts:
    """Keys that come faster than the app works: a stalled laptop, a terminal that pastes."""

    async def test_what_is_typed_during_a_stall_becomes_the_notes_that_were_meant(
        self, naho: Naho, app: AppFactory
    ) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            burst(pilot.app, "été un", "enter", "tab", "deux 2", "f9", "3é", "enter")
            burst(pilot.app, "5 boites", "backspace", "backspace", "es", "left", "X", "enter")
            await until(pilot, lambda: screen.wall.contents.count == 3)
        assert texts(naho) == [
            ("freins", "été un", 0),
            ("leviers", "deux 2", 32),
            ("leviers", "5 boiteXs", 0),
        ]

    async def test_a_letter_ends_the_typing_of_dots(self, naho: Naho, app: AppFactory) -> None:
        open_session(naho)
        async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
            screen = await on_wall(pilot)
            burst(pilot.app, "un", "f9", "12345", "backspace", "l 7", "enter")
            await until(pilot, lambda: screen.wall.contents.count == 1)
        assert texts(naho) == [("freins", "unl 7", 123)]
