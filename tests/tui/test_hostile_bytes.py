"""What the terminal is sent: nothing that somebody typed steers it.

The other tests look at what is painted; these read the bytes from a pseudo-terminal, where
nothing of Textual, of its filters or of the wall's own painter can be forgotten.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import is_blank
from naho_feedback.domain.themes import Placement
from naho_feedback.workspace import Workspace, init_demo_workspace
from tests.tui.terminal_help import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

NAUGHTY = Path(__file__).parents[1] / "data" / "hostile" / "naughty_strings.json"
OWN = (
    "\x1b[38;5;199;7mrose",
    "\x1b]0;titre pris\x07",
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x1b]8;;https://example.invalid\x1b\\lien\x1b]8;;\x1b\\",
    "\x1b[6n\x1b[c\x1bP$qm\x1b\\",
    "\x9b6n\x9d0;titre pris\x9c\x90q\x9c",
    "\x1b[?1049l\x1b[2J\x1bc",
    "avant\u202eserrta\u2066\u061c",
    "a\x08b\x0ec\x7fd\x05e",
    "[/red] [@click=app.quit]x[/]",
    "👩\u200d💻 ❤\ufe0f\ufeff",
)
TEXTUAL_S = re.compile(
    r"\x1b\[[0-9;]*m"
    r"|\x1b\[[0-9]+;[0-9]+H"
    r"|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p"
    r"|\x1b\[(?:>[0-9]+|<)u"
    r"|\x1b\]22;[a-z-]*\x07"  # the pointer's shape
)
"""All sequences that Textual sends, as far as our screens make it."""
STEERING = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
BROUGHT = re.compile(r"\x1b\[38;5;199|\x1b\[0?[ncq]|\x1b\[2J|\x1b\]0|\x1b\]52|\x1b\]8")
LOOKS = {
    "truecolor": {"COLORTERM": "truecolor"},
    "256 colours": {"COLORTERM": "", "TEXTUAL_COLOR_SYSTEM": "256"},
    "16 colours": {"COLORTERM": "", "TEXTUAL_COLOR_SYSTEM": "standard"},
    "no colours": {"NO_COLOR": "1"},
}


def steering(said: bytes) -> list[str]:
    """Return what was sent besides words and Textual's own sequences, with what is around it."""
    text = said.decode("utf-8", "replace")
    found = [text[max(0, m.start() - 20) : m.end() + 20] for m in BROUGHT.finditer(text)]
    words = TEXTUAL_S.sub("", text)
    found += [words[max(0, m.start() - 20) : m.end() + 20] for m in STEERING.finditer(words)]
    return found


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A week in which notes, titles, sites, themes and audiences say hostile things."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    texts = [s for s in json.loads(NAUGHTY.read_text("utf-8")) if not is_blank(s)]
    texts += [*OWN, *(f"Mme Dupont {text}" for text in OWN)]  # a name is to be read first
    at = 1_488_530_000_000  # on the demonstration's day
    (wall, *_others) = naho.store.append(
        [
            put(
                Session(
                    workshop="post-it",
                    site="lens",
                    format="freins-leviers",
                    title=f"at. {i} {text}",
                    audience=text,
                    opened=at - i,
                )
            )
            for i, text in enumerate(OWN)
        ],
        "test",
    )
    ids = naho.store.append(
        [
            put(Note(session=wall, column=("freins", "leviers", "idees")[i % 3], text=text, at=at))
            for i, text in enumerate(texts)
        ],
        "test",
    )
    naho.store.append(
        [
            put(Placement(note=note, theme="formation", by="test", words=(OWN[i % len(OWN)],)))
            for i, note in enumerate(ids)
        ],
        "test",
    )
    naho.close()
    return workspace


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_that_was_typed_steers_the_terminal(workspace: Workspace, look: str) -> None:
    """The wall and its lines, the sessions, the review, the palette, the summary, toasts."""
    pasted = b"\x1b[200~" + "".join(OWN).encode().replace(b"\x1b", b"\xc2\x9b") + b"\x1b[201~"
    environment = {"COLUMNS": "100", "LINES": "30"} | LOOKS[look]
    terminal = Terminal(workspace.root, environment=environment)
    try:
        terminal.until(b"Questionnaires")
        terminal.type(b"\x1bOR")  # F3: the wall
        terminal.until(b"Barrier")
        terminal.type(pasted + b"\r")
        terminal.until(b"rose")
        terminal.type(b"\x1b[A")  # up, to the notes
        terminal.type(b"\x1b[6~" * 60 + b"\x1b[F")
        terminal.type(b"/" + pasted + b"\r")
        terminal.type(b"\x0f")  # ctrl+o: the sessions
        terminal.until(b"at. 3")
        terminal.type(b"\x07")  # ctrl+g: what is to be read
        terminal.until(b"As it would be quoted")
        terminal.type(b"\x1b[B" * 20)
        terminal.type(b"\x10")  # ctrl+p: the palette
        terminal.until(b"Open the wall")
        terminal.type(b"Summary\r")
        terminal.until(b"Sort by theme")
        terminal.type(b"\x11")  # ctrl+q
        terminal.until(b"\x1b[?1049l")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()
    assert steering(terminal.said) == []


def test_the_check_sees_what_it_looks_for() -> None:
    """Each of the strings above would be found where it reached the terminal as it is."""
    assert steering(b"\x1b[1;1H\x1b[38;2;1;2;3;48;2;1;2;3mwords\x1b[0m\r\n\x1b[?25h") == []
    for text in OWN:
        if "[@click" not in text:
            assert steering(b"\x1b[1;1H" + text.encode()), text


def test_what_is_typed_is_composed_and_its_joiners_are_dropped_on_paint_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decomposed accent arrives as two keys; a family of emojis stays one in the store."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    naho.capture.open_session("post-it", "lens")
    naho.close()
    emoji = "👩\u200d💻 ❤\ufe0f"
    terminal = Terminal(workspace.root)
    try:
        terminal.until(b"Questionnaires")
        terminal.type(b"\x1bOR")
        terminal.until(b"Barrier")
        terminal.type("e\u0301te\u0301".encode() + b"\r")
        terminal.until(b"A-2")
        terminal.type(b"\x1b[200~" + f"cle {emoji}".encode() + b"\x1b[201~\r")
        terminal.until(b"A-3")
        terminal.until("💻".encode())
        terminal.type(b"\x11")
        terminal.until(b"\x1b[?1049l")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()
    assert steering(terminal.said) == []
    naho = Naho(workspace, plugins=False)
    assert [note.text for note in naho.capture.notes()] == ["été", f"cle {emoji}"]
    naho.close()
