"""Strings made to break programs hang on the wall, and nothing happens."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import is_blank
from naho_feedback.tui.widgets.wall import WallView
from naho_feedback.tui.widgets.wall_heads import HeadWords, group_line, head_line, strip_line
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import on_wall, open_session, painted, screen_text, until

pytestmark = pytest.mark.usefixtures("source_strings")

HOSTILE = Path(__file__).parents[1] / "data" / "hostile" / "naughty_strings.json"
RAW = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
OWN = (
    "[/]",
    "[/red] [@click=app.quit]x[/] [link=https://example.org]y[/link]",
    "\x1b[31mred \x1b]0;title\x07 \x1b]52;c;QQ==\x1b\\ \x9b6n",
    "one\r\ntwo\x0b\x0c\x85three\u2028four\ttab",
    "\u202eright to left\u2066",
)


def strings() -> list[str]:
    given = [s for s in json.loads(HOSTILE.read_text("utf-8")) if not is_blank(s)]
    assert len(given) > 450
    return [*given, *OWN]


async def test_every_hostile_string_is_painted_harmless_and_as_wide_as_the_wall(
    naho: Naho, app: AppFactory
) -> None:
    session = open_session(naho)
    kept = [naho.capture.add_note(session, "", text) for text in strings()]
    async with app().run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape")
        width = screen.wall.painted_width
        for note in kept:
            screen.wall.choose(note.id)
            for y in range(screen.wall.size.height):
                strip = screen.wall.render_line(y)
                assert strip.cell_length == cell_len(strip.text) == width
                assert not RAW.search(strip.text), note.text
                assert all(not (s.style and s.style.meta) for s in strip)
                assert all(not (s.style and s.style.link) for s in strip)
        await pilot.pause()
        assert pilot.app.is_running


def test_hostile_titles_and_names_are_painted_harmless_and_as_wide_as_asked() -> None:
    for text in strings():
        head = HeadWords(text, "−", 3)
        for width in (20, 33):
            lines = [group_line(text, 2, 3, width), head_line(head, width)]
            lines += [strip_line(head, row, 3) for row in range(2, 20)]
            assert [cell_len(line) for line in lines] == [width] * 2 + [3] * 18, text
            assert not any(RAW.search(line) for line in lines), text


async def test_hostile_groups_hang_harmless(naho: Naho, app: AppFactory) -> None:
    session = open_session(naho)
    for text in OWN:
        notes = [naho.capture.add_note(session, "", text) for _twice in range(2)]
        naho.clustering.group(notes, text)
    async with app().run_test(size=(80, 60), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "t")
        assert not RAW.search(screen_text(pilot.app).replace("\n", ""))
        await pilot.press("x", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.press("v", "m")
        assert not RAW.search(screen_text(pilot.app).replace("\n", ""))
        await pilot.press("escape")
        assert screen.wall.contents.count == 2 * len(OWN)
        assert sum("┏━" in row for row in painted(screen.wall)) >= len(OWN)


async def test_hostile_notes_are_changed_found_and_taken_down_without_harm(
    naho: Naho, app: AppFactory
) -> None:
    session = open_session(naho)
    for text in OWN:
        naho.capture.add_note(session, "", text)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end")
        for _text in OWN:
            await pilot.press("e", "escape")
            assert not RAW.search(screen_text(pilot.app).replace("\n", ""))
            await pilot.press("slash", "left_square_bracket", "slash", "enter", "slash", "escape")
            await pilot.press("d")
        await until(pilot, lambda: screen.wall.contents.count == 0)
        assert not RAW.search(screen_text(pilot.app).replace("\n", ""))
    assert naho.capture.notes() == []


async def test_an_unchanged_hostile_note_is_not_rewritten(naho: Naho, app: AppFactory) -> None:
    session = open_session(naho)
    for text in OWN:
        naho.capture.add_note(session, "", text)
    before = [n.text for n in naho.capture.notes()]
    version = naho.store.version
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape")
        for _text in OWN:
            await pilot.press("e", "enter", "down")
        await pilot.app.workers.wait_for_complete()
    assert [n.text for n in naho.capture.notes()] == before
    assert naho.store.version == version


async def test_pasted_escapes_are_kept_as_given_and_painted_harmless(
    naho: Naho, app: AppFactory
) -> None:
    open_session(naho)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        screen.capture.words.post_message(events.Paste("a\x1b[31mb\u202ec"))
        await until(pilot, lambda: screen.capture.words.value != "")
        assert not RAW.search(screen_text(pilot.app).replace("\n", ""))
        await pilot.press("enter")
        await until(pilot, lambda: screen.wall.contents.count == 1)
        assert any("a␛[31mb\ufffdc" in row for row in painted(screen.wall))
    assert [n.text for n in naho.capture.notes()] == ["a\x1b[31mb\u202ec"]


def test_the_wall_does_not_offer_its_cells_for_selection() -> None:
    """Selected cells would carry meta data that is made of what notes hold."""
    assert WallView.ALLOW_SELECT is False
