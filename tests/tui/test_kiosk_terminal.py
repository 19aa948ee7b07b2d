"""The kiosk in a real terminal: no key leaves it, and a kill loses no answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from naho_feedback.bootstrap import open_naho
from naho_feedback.domain.responses import Answer, Begun, Response
from naho_feedback.workspace import init_demo_workspace
from tests.tui.terminal_help import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ESC = b"\x1b"
F2 = ESC + b"OQ"
OURS = {b"\r", b"\n", b"\x08", b"\x7f", b"\x18"}  # Enter (also ctrl+j), back, ctrl+x: they work
CONTROLS = [bytes([n]) for n in range(32) if bytes([n]) not in {*OURS, ESC}]
FUNCTION_KEYS = [
    *(ESC + b"O" + bytes([n]) for n in b"PRS"),
    *(ESC + b"[%d~" % n for n in (1, 2, 4, 5, 6, *range(15, 35))),
    *(ESC + b"[1;%d%c" % (modifier, key) for modifier in range(2, 9) for key in b"ABFHPRS"),
    *(ESC + b"[%d;%d~" % (n, modifier) for modifier in range(2, 9) for n in (5, 6, 15, 17, 21)),
]
DIGITS = b"0123456789&\"'(-_"  # they answer, with alt too
STARTS = b"[]OPX^_"  # what longer sequences begin with
ALT = [ESC + bytes([n]) for n in range(0x21, 0x7F) if n not in DIGITS + STARTS]
KITTY = [
    ESC + b"[%d;%du" % (key, modifier)
    for key in b"bcdfgknopqrtvwyz"
    for modifier in (3, 5, 6, 7, 9, 13)
]
REPORTS = [
    ESC + b"[O" + ESC + b"[I",  # the window loses the focus and has it again
    ESC + b"[200~naho\nnote add x\r" + ESC + b"[201~",  # a paste
    ESC + b"[<2;10;10M" + ESC + b"[<2;10;10m",  # the other button of the mouse
    ESC + b"[<0;2;2M" + ESC + b"[<32;60;20M" + ESC + b"[<0;60;20m",  # a drag over the page
]
EVERY_KEY = [*CONTROLS, *FUNCTION_KEYS, *ALT, *KITTY, *REPORTS]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    return init_demo_workspace(tmp_path / "ws").root


def records(root: Path) -> tuple[list[dict[str, Answer]], list[dict[str, Answer]]]:
    """Return what was begun and what was finished, as the disk has it."""
    naho = open_naho(root, plugins=False)
    try:
        begun = [begun.answers for begun in naho.store.all(Begun)]
        return begun, [response.answers for response in naho.store.all(Response)]
    finally:
        naho.close()


def turn(terminal: Terminal, keys: bytes, shown: bytes) -> None:
    """Press keys and wait until something is written that was not there before."""
    before = len(terminal.said)
    terminal.type(keys)
    terminal.until_so(lambda: shown in terminal.said[before:])


def is_alive(terminal: Terminal) -> bool:
    """Whether the kiosk's own key still does what it does nowhere else."""
    turn(terminal, F2, b"English")
    turn(terminal, F2, "Français".encode())
    return terminal.process.poll() is None


@pytest.mark.parametrize("where", ["start", "choice", "words", "pin"])
def test_no_key_leaves_the_kiosk(root: Path, where: str) -> None:
    """Nothing but the kiosk is ever shown, and it still answers when all were pressed."""
    if where == "pin":
        naho = open_naho(root, plugins=False)
        naho.kiosk_pin.set("4815")
        naho.close()
    terminal = Terminal(root, "sortie-30s")
    try:
        terminal.until(b"Begin")
        if where != "start":
            turn(terminal, b"\r", b"useful")
        if where == "words":
            turn(terminal, b"4", b"keep or change")
        if where == "pin":
            turn(terminal, b"\x18", b"PIN to leave")
        before = len(terminal.said)
        for number, key in enumerate(EVERY_KEY):
            terminal.type(key)
            assert number % 25 or is_alive(terminal), EVERY_KEY[max(0, number - 25) : number + 1]
        assert is_alive(terminal)
        said = terminal.said[before:]
        assert b"\x1b]52" not in said  # the terminal's clipboard
        for elsewhere in (b"Dashboard", b"Tableau de bord", b"What do you want", b"\x1b[?1049l"):
            assert elsewhere not in said
    finally:
        terminal.close()
    assert records(root) == ([{"s1": 4}] if where == "words" else [], [])


@pytest.mark.parametrize("answered", range(1, 6))
def test_a_kill_at_any_question_keeps_what_was_answered(root: Path, answered: int) -> None:
    """kill -9 as soon as the next page is there."""
    questions = [b"1 / 5", b"2 / 5", b"3 / 5", b"4 / 5", b"5 / 5", b"Number"]
    keys = [b"1", "é".encode(), b"(", b"1", b"Qui ?\r"]
    given: dict[str, Answer] = {
        "v0": "lens",
        "v0r": "paramedical",
        "v1": 5,
        "v2": "plus",
        "v3": "Qui ?",
    }
    terminal = Terminal(root, "visiteur")
    try:
        terminal.until(b"Begin")
        turn(terminal, b"\r", questions[0])
        for number in range(answered):
            turn(terminal, keys[number], questions[number + 1])
        terminal.process.kill()
        terminal.process.wait(20)
    finally:
        terminal.close()
    kept = dict(list(given.items())[:answered])
    assert records(root) == (([], [kept]) if answered == len(given) else ([kept], []))
