"""The first frame stands before Textual is imported, and the terminal always comes back clean."""

from __future__ import annotations

import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte
import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.cli.entry import opening_of
from naho_feedback.tui import look, skeleton
from naho_feedback.workspace import init_demo_workspace, read_workspace
from tests.tui.terminal_help import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ENTER = b"\x1b[?1049h"
LEFT = b"\x1b[?1049l\x1b[?25h"
STUB = "━━━━".encode()
TAKEN_OVER = b"\x1b[?1000h"
"""Textual asks for the mouse right after it would have entered the other screen."""

BLOCKING = "import signal, sys; print('importing', file=sys.stderr, flush=True); signal.pause()"
FAILING = "raise ImportError('broken')"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return init_demo_workspace(tmp_path / "ws").root


@contextmanager
def naho(root: Path, *words: str, **environment: str) -> Iterator[Terminal]:
    """Start ``naho -w root`` on a pseudo-terminal."""
    command = [sys.executable, "-m", "naho_feedback.cli.entry", "-w", str(root), *words]
    terminal = Terminal(root, command=command, environment=environment)
    try:
        yield terminal
    finally:
        terminal.close()


def instead_of_textual(tmp_path: Path, code: str) -> dict[str, str]:
    """Return the environment in which ``import textual`` runs some code of ours."""
    package = tmp_path / "instead" / "textual"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code)
    return {"PYTHONPATH": str(package.parent)}


def echoes(terminal: Terminal) -> bool:
    return bool(termios.tcgetattr(terminal.fd)[3] & termios.ECHO)


def reads_lines(terminal: Terminal) -> bool:
    """Whether the terminal keeps keys for itself, or changes them, before a program has them."""
    modes = termios.tcgetattr(terminal.fd)
    return bool(modes[3] & termios.ICANON or modes[0] & (termios.ICRNL | termios.IXON))


def drawn(data: bytes) -> list[str]:
    """Return the rows of a screen of 80x24 after these bytes."""
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"$p", b"h"))
    return list(screen.display)


@pytest.mark.parametrize(
    ("name", "status"), [("SIGTERM", -15), ("SIGHUP", -1), ("SIGINT", 130)], ids=str
)
def test_a_signal_while_textual_is_imported_leaves_a_clean_terminal(
    root: Path, tmp_path: Path, name: str, status: int
) -> None:
    with naho(root, **instead_of_textual(tmp_path, BLOCKING)) as terminal:
        terminal.until(b"importing")
        painted = terminal.said
        assert painted.startswith(ENTER)
        assert STUB in painted
        assert not echoes(terminal)
        assert not reads_lines(terminal)
        terminal.process.send_signal(getattr(signal, name))
        terminal.until(LEFT)
        assert terminal.process.wait(20) == status
        assert echoes(terminal)
        assert reads_lines(terminal)


@pytest.mark.parametrize("words", [(), ("kiosk", "sortie-30s")], ids=["dashboard", "kiosk"])
def test_what_goes_wrong_is_told_on_the_screen_before(
    root: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """A sentence on the other screen would be gone with it."""
    with naho(root, *words, **instead_of_textual(tmp_path, FAILING)) as terminal:
        terminal.until(b"Details:")
        assert terminal.process.wait(20) == 1
        before, left, after = terminal.said.partition(LEFT)
        assert before.startswith(ENTER)
        assert left
        assert b"Something went wrong (ImportError)." in after
        assert ENTER not in after
        assert echoes(terminal)


def test_a_journal_that_cannot_be_opened_is_told_on_the_screen_before(root: Path) -> None:
    (root / "data").rmdir()
    (root / "data").write_text("no folder")
    with naho(root) as terminal:
        terminal.until(b"cannot be written")
        assert terminal.process.wait(20) == 1
        before, left, after = terminal.said.partition(LEFT)
        assert before.startswith(ENTER)
        assert left
        assert b"cannot be written" in after


def test_a_journal_that_the_app_cannot_open_is_told_when_it_has_left(root: Path) -> None:
    """It is opened behind the first live frame, so the app has the terminal by then."""
    (root / "data" / "000001.jsonl").write_bytes(b"this is no journal\n" * 9)
    with naho(root) as terminal:
        terminal.until(LEFT)
        terminal.until(b"000001.jsonl")
        assert terminal.process.wait(20) == 1
        before, _left, after = terminal.said.rpartition(b"\x1b[?1049l")
        assert TAKEN_OVER in before
        assert b"000001.jsonl" in after
        assert b"Traceback" not in terminal.said
        assert echoes(terminal)


def test_broken_settings_are_told_on_the_screen_before(root: Path) -> None:
    (root / "naho.toml").write_text("[[[")
    with naho(root) as terminal:
        terminal.until(b"naho.toml")
        assert terminal.process.wait(20) == 1
        assert terminal.said.index(LEFT) < terminal.said.index(b"naho.toml")


def test_a_signal_between_takeover_and_the_app_s_own_handler_leaves_a_clean_terminal(
    root: Path,
) -> None:
    code = f"""
import signal, sys
sys.argv = ["naho", "-w", {str(root)!r}]
import naho_feedback.tui.leaving as leaving
from naho_feedback.cli.entry import main
def never(leave):
    print("mounted", file=sys.__stderr__, flush=True)
    signal.pause()
leaving.leave_on_signals = never
sys.exit(main())
"""
    terminal = Terminal(root, command=[sys.executable, "-c", code])
    try:
        terminal.until(b"mounted")
        assert TAKEN_OVER in terminal.said
        terminal.process.send_signal(signal.SIGTERM)
        terminal.until(LEFT)
        assert b"\x1b[<u" in terminal.said
        assert terminal.process.wait(20) == -signal.SIGTERM
        assert echoes(terminal)
    finally:
        terminal.close()


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("note", "list"), ("nothing",)])
def test_nothing_is_painted_for_a_command(root: Path, words: tuple[str, ...]) -> None:
    with naho(root, *words) as terminal:
        terminal.process.wait(30)
        terminal.until(b"\n")
        assert ENTER not in terminal.said


def test_nothing_is_painted_on_a_terminal_that_knows_no_sequences(
    root: Path, tmp_path: Path
) -> None:
    with naho(root, TERM="dumb", **instead_of_textual(tmp_path, FAILING)) as terminal:
        terminal.until(b"Details:")
        assert b"\x1b" not in terminal.said


def test_nothing_is_painted_without_a_terminal(root: Path) -> None:
    command = [sys.executable, "-m", "naho_feedback.cli.entry", "-w", str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "The app needs a terminal." in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr


def test_the_app_takes_over_without_a_flicker(root: Path) -> None:
    """At the second start the words stand there at once, and no cell changes at the takeover."""
    kept = root / skeleton.KEPT
    with naho(root) as terminal:
        terminal.until_so(lambda: kept.exists() and b"Questionnaires" in terminal.said)
    with naho(root) as terminal:
        terminal.until(TAKEN_OVER)
        before = drawn(terminal.said.partition(TAKEN_OVER)[0])
        terminal.until_so(
            lambda: b"\x1b[24;1H" in terminal.said.partition(TAKEN_OVER)[2].rpartition(b"\r\n")[0]
        )
        first = terminal.said.partition(TAKEN_OVER)[2].partition(b"\x1b[24;1H")
        last_row = first[2].partition(b"\r\n")[0]
        whole = terminal.said.partition(TAKEN_OVER)[0] + first[0] + first[1] + last_row
        assert terminal.said.count(ENTER) == 1
        assert b"\x1b[2J" not in terminal.said
    assert any("Dashboard" in row for row in before)
    assert any("F8 Send" in row for row in before)
    assert before == drawn(whole)


def test_a_key_pressed_before_the_app_lives_is_for_the_app(root: Path) -> None:
    """The screen looks ready, so somebody presses F3."""
    with naho(root) as terminal:
        terminal.until(ENTER)
        assert TAKEN_OVER not in terminal.said
        terminal.type(b"\x1bOR")
        terminal.until(b"No session is open", 10)
        terminal.type(b"\x11")  # ctrl+q
        terminal.until(LEFT[:8])
        assert terminal.process.wait(20) == 0
        assert echoes(terminal)


def test_a_note_typed_before_the_app_lives_is_kept(root: Path) -> None:
    """F3 and words at once, as fast as a machine: they wait for the wall, in order."""
    services = Naho(read_workspace(root), plugins=False)
    services.capture.open_session("post-it", "lens")
    services.close()
    with naho(root) as terminal:
        terminal.until(ENTER)
        assert TAKEN_OVER not in terminal.said
        terminal.type(b"\x1bORtrop de clics\r")
        terminal.until(b"trop de clics", 10)
        terminal.type(b"\x11")
        terminal.until(LEFT[:8])
        assert terminal.process.wait(20) == 0
    again = Naho(read_workspace(root), plugins=False)
    assert [note.text for note in again.capture.notes()] == ["trop de clics"]
    again.close()


def test_what_is_kept_of_the_first_frame_holds_nothing_of_the_journal(root: Path) -> None:
    services = Naho(read_workspace(root), plugins=False)
    services.capture.add_note(services.capture.open_session("post-it", "lens"), "", "secret words")
    services.close()
    kept = root / skeleton.KEPT
    with naho(root) as terminal:
        terminal.until_so(lambda: kept.exists() and b"Little or not heard" in terminal.said)
    text = kept.read_text("utf-8")
    assert "Dashboard" in text
    assert "Little or not heard" not in text
    assert "secret" not in text


def test_the_questionnaire_s_window_never_shows_the_dashboard(root: Path) -> None:
    """Not even for a moment: a visitor sits in front of it."""
    with naho(root, "kiosk", "sortie-30s") as terminal:
        terminal.until(b"Confidential answers")
        assert b"Dashboard" not in terminal.said
        assert terminal.said.count(ENTER) == 1


# ---- what is painted -------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 4), (80, 24), (99, 30), (120, 40), (200, 60), (10, 2)])
def test_the_frame_fills_exactly_the_screen(size: tuple[int, int]) -> None:
    screen = pyte.Screen(*size)
    colours = skeleton.colours_of({"COLORTERM": "truecolor"})
    text = skeleton.frame(*size, colours, kiosk=False)
    pyte.Stream(screen).feed(f"\x1b[?7l{text}\x1b[?7h")
    desk, bar = skeleton.NIGHT[0][0], skeleton.NIGHT[1][0]
    cells = [[screen.buffer[y][x].bg for x in range(size[0])] for y in range(size[1])]
    assert {cell for row in cells for cell in row} <= {desk, bar}
    tall = size[1] >= 4 and size[0] >= 20
    assert set(cells[0]) == {bar if tall else desk}
    assert set(cells[-1]) == {bar if tall else desk}


def test_the_frame_has_the_dark_look_s_colours() -> None:
    night = look.themes()[0]
    said = (night.background, night.surface, night.variables["rule"])
    assert said == tuple(f"#{number}" for number, _of_256 in skeleton.NIGHT)


@pytest.mark.parametrize(
    "environment", [{}, {"TERM": "xterm-16color"}, {"COLORTERM": "truecolor", "NO_COLOR": "1"}]
)
def test_no_colours_are_used_where_there_are_none(environment: dict[str, str]) -> None:
    assert set(skeleton.colours_of(environment).values()) == {""}


def test_a_terminal_of_256_colours_gets_those() -> None:
    colours = skeleton.colours_of({"TERM": "xterm-256color"})
    assert colours["desk"] == "\x1b[48;5;234m"


@pytest.fixture
def keep(tmp_path: Path) -> Path:
    file = tmp_path / skeleton.KEPT
    file.parent.mkdir(parents=True)
    return file


FIRST = skeleton.key(80, 24, {})


def kept(root: Path, columns: int = 80, rows: int = 24) -> str:
    return skeleton.kept(str(root), columns, rows, {})


def test_a_kept_frame_is_painted_over_the_desk(keep: Path, tmp_path: Path) -> None:
    keep.write_text(f"{FIRST}\n1 1 \x1b[48;5;1m \x1b[0m\n2 3 \x1b[1mété\u202f!\x1b[0m", "utf-8")
    rows = drawn(kept(tmp_path).encode())
    assert rows[1] == "  été\u202f!".ljust(80)
    assert kept(tmp_path).count("\x1b[48;5;1m" + " " * 80) == 24


@pytest.mark.parametrize(
    "piece",
    [
        "2 3 \x1b]52;c;QQ==\x07",
        "2 3 \x1b[2J",
        "2 3 \x1b[6n",
        "2 3 a\x1b[1mb\x1bc",
        "2 3 \x1b[?1049l",
        "2 3 \x9b31m",
        "2 3 a\u202eb",
        "2 3 a\rb",
        "2;3 3 a",
        "2 \x1b a",
        "2",
        "",
    ],
)
def test_a_kept_frame_with_anything_but_words_and_colours_is_not_used(
    keep: Path, tmp_path: Path, piece: str
) -> None:
    """A folder may come from anywhere, and what is painted first is checked by nobody else."""
    keep.write_bytes(f"{FIRST}\n1 1  \n3 3 fine\n{piece}".encode())
    assert kept(tmp_path) == ""
    keep.write_bytes(f"{FIRST}\n1 1  \n3 3 fine".encode())
    assert "fine" in kept(tmp_path)


def test_a_kept_frame_of_another_terminal_is_not_used(keep: Path, tmp_path: Path) -> None:
    keep.write_text(f"{FIRST}\n1 1  \n3 3 fine", "utf-8")
    assert kept(tmp_path, 81) == ""
    assert skeleton.kept(str(tmp_path), 80, 24, {"NO_COLOR": "1"}) == ""
    keep.write_bytes(b"\xff\xfe")
    assert kept(tmp_path) == ""


# ---- when it is painted ----------------------------------------------------------------------


def test_only_the_app_s_own_words_open_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = str(init_demo_workspace(tmp_path / "ws").root)
    for words in (
        ["-w", root],
        ["--workspace", root, "--no-plugins"],
        ["--language", "en", "-w", root],
    ):
        assert opening_of(words) == (root, False)
    assert opening_of(["-w", root, "kiosk", "x"]) == (root, True)
    assert opening_of(["-w", root, "kiosk", "x", "y"]) == (root, True)
    for words in (
        ["-w", root, "--help"],
        ["-w", root, "--version"],
        ["-w", root, "note", "list"],
        ["-w", root, "kiosk"],
        ["-w", root, "kiosk", "--help"],
        ["-w", root, "kiosk", "x", "--help"],
        ["-w", root, "kiosk", "pin"],
        ["-w", root, "kiosk", "log", "--json"],
        ["-w", root, "demo"],
        ["-w"],
        ["-w", str(tmp_path)],
        ["-w", "\0"],
    ):
        assert opening_of(words) is None, words
    monkeypatch.chdir(tmp_path / "ws" / "surveys")
    assert opening_of([]) == (root, False)
    monkeypatch.chdir(tmp_path)
    assert opening_of([]) is None
