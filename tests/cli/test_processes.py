"""``naho`` as a process of its own: pipes, kills, and nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

NAHO = [sys.executable, "-m", "naho_feedback.cli.main"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "NAHO_LANGUAGE": "en", **more}


def texts(shell: Shell) -> list[str]:
    return [note["text"] for note in shell("note", "list", "--json").json]


def test_a_thousand_lines_give_a_thousand_receipts_and_notes(wall: Shell, folder: Path) -> None:
    lines = [f"post-it numéro {n}" for n in range(1000)]
    ran = subprocess.run(
        [*NAHO, "-w", str(folder), "note", "add", "-"],
        input="\n".join(lines).encode(),
        capture_output=True,
        check=True,
        env=environment(),
    )
    receipts = ran.stdout.decode().split()
    assert len(set(receipts)) == len(receipts) == 1000
    notes = wall("note", "list", "--json").json
    assert [note["receipt"] for note in notes] == receipts
    assert [note["text"] for note in notes] == lines


def test_a_receipt_is_printed_before_the_next_line_is_typed(wall: Shell, folder: Path) -> None:
    with subprocess.Popen(
        [*NAHO, "-w", str(folder), "note", "add", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(f"note {number}\n".encode())
            process.stdin.flush()
            assert process.stdout.readline().strip() == f"A-{number + 2}".encode()
            assert texts(wall)[-1] == f"note {number}"
        process.stdin.close()
        assert process.wait(20) == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system kills otherwise")
def test_a_kill_loses_no_note_whose_receipt_was_printed(wall: Shell, folder: Path) -> None:
    with subprocess.Popen(
        [*NAHO, "-w", str(folder), "note", "add", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(f"note {n}\n" for n in range(3000)).encode())
        process.stdin.flush()
        printed = [process.stdout.readline() for _ in range(50)]
        process.send_signal(signal.SIGKILL)
        printed += process.stdout.readlines()
        process.wait(20)
    whole = [line.decode().strip() for line in printed if line.endswith(b"\n")]
    kept = [note["receipt"] for note in wall("note", "list", "--json").json]
    assert 50 <= len(whole) <= len(kept) < 3000
    assert kept[: len(whole)] == whole
    assert wall("note", "add", "encore").out.startswith("A-")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system kills otherwise")
def test_kills_at_any_moment_of_two_commands_at_once_lose_no_printed_receipt(
    wall: Shell, folder: Path
) -> None:
    """Each receipt that a killed command had printed stands for the line that it was given."""
    said: dict[str, str] = {}
    for number, moments in enumerate([(1, 1), (7, 2), (40, 23), (3, 71)]):
        victims = [Victim(folder, f"{number}{name}") for name in "ab"]
        for victim, receipts in zip(victims, moments, strict=True):
            victim.read(receipts)
        for victim in victims:
            said |= victim.kill()
    kept = {note["receipt"]: note["text"] for note in wall("note", "list", "--json").json}
    assert len(said) >= 8
    assert {receipt: kept.get(receipt) for receipt in said} == said
    assert len(set(kept.values())) == len(kept)  # none is doubled
    assert wall("verify").status == 0


class Victim:
    """``naho note add -`` with more lines than it will ever get to."""

    def __init__(self, folder: Path, name: str) -> None:
        self._lines = [f"{name} {n}" for n in range(3000)]
        self._printed: list[bytes] = []
        self._process = subprocess.Popen(
            [*NAHO, "-w", str(folder), "note", "add", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
        )
        assert self._process.stdin is not None
        self._process.stdin.write("\n".join(self._lines).encode() + b"\n")
        self._process.stdin.flush()

    def read(self, receipts: int) -> None:
        """Wait until it printed so many."""
        assert self._process.stdout is not None
        self._printed += [self._process.stdout.readline() for _n in range(receipts)]

    def kill(self) -> dict[str, str]:
        """Kill it; return the lines whose receipts it had printed, by receipt."""
        self._process.kill()
        with self._process as process:
            assert process.stdout is not None
            self._printed += process.stdout.readlines()
        receipts = [line.decode().strip() for line in self._printed if line.endswith(b"\n")]
        assert len(receipts) < len(self._lines)
        return dict(zip(receipts, self._lines, strict=False))


def test_a_reader_that_leaves_is_no_error_message(wall: Shell, folder: Path) -> None:
    for number in range(3):
        wall("note", "add", f"{number} " + "x" * 9000)
    with subprocess.Popen(
        [*NAHO, "-w", str(folder), "note", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 1


def test_ctrl_c_while_lines_are_typed_ends_quietly_with_130(wall: Shell, folder: Path) -> None:
    with subprocess.Popen(
        [*NAHO, "-w", str(folder), "note", "add", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"bonjour\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"A-2\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().strip() == b""
    assert texts(wall) == ["bonjour"]


def test_pipes_speak_utf_8_under_a_narrow_locale(wall: Shell, folder: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    where = [*NAHO, "-w", str(folder), "note"]
    subprocess.run(
        [*where, "add", "-"],
        input="Écran 😀".encode(),
        check=True,
        capture_output=True,
        env=environment(**narrow),
    )
    listed = subprocess.run(
        [*where, "list"], check=True, capture_output=True, env=environment(**narrow)
    )
    assert "Écran 😀" in listed.stdout.decode("utf-8")
    as_json = subprocess.run(
        [*where, "list", "--json"], check=True, capture_output=True, env=environment(**narrow)
    )
    assert json.loads(as_json.stdout)[0]["text"] == "Écran 😀"
