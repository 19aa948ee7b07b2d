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
