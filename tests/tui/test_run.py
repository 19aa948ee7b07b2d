"""The app in a real terminal: it starts, and leaves the terminal as it was."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.workspace import Workspace, init_demo_workspace
from tests.tui.terminal_help import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_a_clean_terminal(tmp_path: Path, name: str) -> None:
    """The alternate screen is left and the cursor is back; the exit status is 0."""
    init_demo_workspace(tmp_path / "ws")
    terminal = Terminal(tmp_path / "ws")
    try:
        terminal.until(b"Questionnaires")
        terminal.process.send_signal(getattr(signal, name))
        terminal.until(b"\x1b[?1049l")
        terminal.until(b"\x1b[?25h")
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()


def test_a_window_that_is_closed_leaves_no_process_behind(tmp_path: Path) -> None:
    """SIGHUP, and the SIGCONT that comes with it; what was typed is there afterwards."""
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    naho.capture.open_session("post-it", "lens")
    naho.close()
    terminal = Terminal(workspace.root)
    try:
        terminal.until(b"Questionnaires")
        terminal.type(b"\x1bOR")  # F3
        terminal.until(b"Frein")
        terminal.type(b"un post-it\r")
        terminal.until(b"A-2")
        terminal.hang_up()
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()
    again = Naho(workspace, plugins=False)
    assert [note.text for note in again.capture.notes()] == ["un post-it"]
    again.close()


def test_what_was_typed_outlives_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 in the middle of a word: the next start asks, and the words are in their line."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    naho.capture.open_session("post-it", "lens")
    naho.close()
    terminal = Terminal(workspace.root)
    try:
        terminal.until(b"Questionnaires")
        terminal.type(b"\x1bOR")  # F3
        terminal.until(b"Barrier")
        terminal.type(b"un post-it\r")
        terminal.until(b"A-2")
        terminal.type(b"trop de cl\x1b[20~3")  # F9
        _wait(lambda: _drafts(workspace) == [{"text": "trop de cl", "dots": 3}])
        terminal.process.kill()
        terminal.process.wait(20)
    finally:
        terminal.close()
    again = Terminal(workspace.root)
    try:
        again.until(b"1 note, all kept")
        again.until(b"was being typed")
        again.type(b"\r")
        again.until(b"trop de cl")
        again.type(b"ics\r")
        again.until(b"A-3")
        again.type(b"\x1b[A")  # up, to the wall
        again.until(b"Group")
        again.type(b"e")
        again.until(b"Changing")
        again.type(b" partout")
        _wait(lambda: [draft["text"][-7:] for draft in _drafts(workspace)] == ["partout"])
        again.process.kill()
        again.process.wait(20)
    finally:
        again.close()
    again = Terminal(workspace.root)
    try:
        again.until(b"was being typed")
        again.type(b"\r")
        again.until(b"was being changed")
        again.type(b"\r")
        _wait(lambda: _drafts(workspace) == [])
        again.process.send_signal(signal.SIGTERM)
        again.until(b"\x1b[?1049l")
        assert again.process.wait(20) == 0
    finally:
        again.close()
    naho = Naho(workspace, plugins=False)
    notes = [(note.text, note.dots) for note in naho.capture.notes()]
    assert notes == [("un post-it", 0), ("trop de clics partout", 3)]
    assert len(naho.care.copies()) == 1  # made on leaving
    naho.close()
    assert _drafts(workspace) == []


@pytest.mark.parametrize("end", ["SIGTERM", "SIGHUP", "window closed"])
def test_a_half_typed_line_is_in_its_draft_after_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    """The end comes right after the last key, before the draft would be saved by itself."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    naho.capture.open_session("post-it", "lens")
    naho.close()
    terminal = Terminal(workspace.root)
    try:
        terminal.until(b"Questionnaires")
        terminal.type(b"\x1bOR")  # F3
        terminal.until(b"Barrier")
        terminal.type(b"trop de clics \xc3\xa0 l'accueil")
        terminal.until(b"accueil")
        if end == "window closed":
            terminal.hang_up()
        else:
            terminal.process.send_signal(getattr(signal, end))
            terminal.until(b"\x1b[?1049l")
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()
    assert [draft["text"] for draft in _drafts(workspace)] == ["trop de clics à l'accueil"]
    again = Terminal(workspace.root)
    try:
        again.until(b"Questionnaires")
        again.type(b"\x1bOR")
        again.until(b"accueil")
    finally:
        again.close()


def test_a_kill_while_notes_stream_in_loses_no_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Post-its are typed and a command brings others; each number that was painted is kept."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    workspace = init_demo_workspace(tmp_path / "ws")
    naho = Naho(workspace, plugins=False)
    naho.capture.open_session("post-it", "lens")
    naho.close()
    typed: list[str] = []
    painted: set[str] = set()
    for number, wanted in enumerate([3, 14, 8]):
        terminal = Terminal(workspace.root)
        stream = _stream(workspace.root)
        try:
            terminal.until(b"Questionnaires")
            terminal.type(b"\x1bOR")  # F3
            terminal.until(b"Barrier")
            texts = [f"tape {number} {n}" for n in range(60)]
            terminal.type("".join(f"{text}\r" for text in texts).encode())
            _until_more(terminal, wanted)
        finally:
            terminal.close()  # with -9, in the middle of it
            stream.kill()
            stream.communicate()
        painted |= _receipts(terminal)
        typed += texts
    naho = Naho(workspace, plugins=False)
    notes = naho.capture.notes()
    naho.close()
    assert painted <= {note.receipt for note in notes}
    assert any(note.text.startswith("flux") for note in notes)
    by_hand = [note.text for note in notes if note.text.startswith("tape")]
    assert len(by_hand) == len(set(by_hand))
    for number in range(3):
        kept = [text for text in by_hand if text.startswith(f"tape {number} ")]
        assert kept == [f"tape {number} {n}" for n in range(len(kept))]
        assert len(kept) >= 3


def _stream(root: Path) -> subprocess.Popen[bytes]:
    """Return a command that adds notes until it is killed."""
    command = [sys.executable, "-m", "naho_feedback.cli.main", "-w", str(root), "note", "add", "-"]
    stream = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert stream.stdin is not None
    stream.stdin.write("".join(f"flux {n}\n" for n in range(5000)).encode())
    stream.stdin.flush()
    return stream


def _until_more(terminal: Terminal, receipts: int) -> None:
    wanted = len(_receipts(terminal)) + receipts
    terminal.until_so(lambda: len(_receipts(terminal)) >= wanted)


def _receipts(terminal: Terminal) -> set[str]:
    return {found.decode() for found in re.findall(rb"\bA-\d+\b", terminal.said)}


def _drafts(workspace: Workspace) -> list[dict[str, Any]]:
    """Return what stands in the drafts' files, none of them half-written."""
    files = sorted((workspace.data_dir / "drafts").glob("*"))
    texts = [file.read_text().rstrip("\0") for file in files]
    return [json.loads(text) for text in texts if text]


def _wait(met: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_questionnaire_can_be_handed_over_at_once(tmp_path: Path) -> None:
    """The app's keys do nothing in front of a visitor."""
    init_demo_workspace(tmp_path / "ws")
    terminal = Terminal(tmp_path / "ws", "sortie-30s")
    try:
        terminal.until(b"Sortie d'atelier")
        terminal.type(b"\x11")  # ctrl+q
        terminal.type(b"\x1bOR")  # F3
        with pytest.raises(subprocess.TimeoutExpired):
            terminal.process.wait(1)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.until(b"\x1b[?1049l")  # a terminal that nobody reads keeps the app waiting
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()


@pytest.mark.parametrize("asked", ["", "1"])
def test_dead_keys_can_be_saved_from_the_terminal_s_protocol(tmp_path: Path, asked: str) -> None:
    """``NAHO_PLAIN_KEYS`` keeps the app from asking for keys that lose ``^`` and ``¨``."""
    init_demo_workspace(tmp_path / "ws")
    terminal = Terminal(tmp_path / "ws", environment={"NAHO_PLAIN_KEYS": asked})
    try:
        terminal.until(b"Questionnaires")
        asks = re.search(rb"\x1b\[>[0-9]+u", terminal.said)
        assert (asks is None) == bool(asked)
    finally:
        terminal.close()
