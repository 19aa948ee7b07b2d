"""The terminal: what is printed where, and what is asked."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import Final, TextIO

import click
import msgspec

from naho_feedback.domain.text import folded, one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import prepaint

_YES: Final = frozenset({"o", "oui", "y", "yes"})
_WIDEST: Final = 100
"""A line longer than this is hard to read, however wide the terminal is."""

_UNSAFE_IN_JSON: Final = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)


def prepare_streams() -> None:
    """Make stdout and stderr take any text.

    A pipe gets UTF-8 whatever the system's code page is; a terminal keeps the encoding that it
    speaks, and what it cannot draw is escaped instead of being an error.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a stream put in its place by a test may be anything
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def out(text: str = "", *, flush: bool = False) -> None:
    """Print a line of data; words that a person typed must come through ``one_line``."""
    _write(sys.stdout, text)
    if flush:
        sys.stdout.flush()


def out_lines(lines: Iterable[str]) -> None:
    """Print lines of data."""
    for line in lines:
        out(line)


def say(text: str) -> None:
    """Print a message for a person, beside the data."""
    # What was printed so far comes first where both streams end in the same terminal.
    sys.stdout.flush()
    _write(sys.stderr, text)
    sys.stderr.flush()


def json_text(value: object, *, indent: int = 2) -> str:
    r"""Return a value as JSON.

    Texts are given as they are; characters that could steer a terminal stand as ``\uXXXX``,
    which every reader turns back.

    Args:
        value: anything that msgspec encodes.
        indent: 0 puts all on one line.
    """
    raw = msgspec.json.encode(value)
    text = (msgspec.json.format(raw, indent=indent) if indent else raw).decode("utf-8")
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def out_json(value: object) -> None:
    """Print a value as one JSON document."""
    out(json_text(value))


def width() -> int:
    """Return how many columns a page may use."""
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def can_ask() -> bool:
    """Whether somebody sits at a terminal and may be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """Ask at the terminal and return what was typed; ``""`` at the end of input."""
    prepaint.leave()
    sys.stdout.flush()
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def prompt(question: str) -> str:
    """Ask like :func:`ask`, for where Enter is an answer and the end of input is none.

    Raises:
        click.Abort: at the end of input.
    """
    prepaint.leave()
    sys.stdout.flush()
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise click.Abort
    return line.strip()


def confirm(question: str) -> bool:
    """Ask a yes-or-no question at the terminal; anything but a yes is a no."""
    asked = _("{question} [y/N]").format(question=question)
    return folded(ask(asked)) in _YES


def drop_output() -> None:
    """Send the rest of stdout nowhere: whoever read it has left.

    Without this the interpreter would complain about the broken pipe while it exits.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return rows as lines with aligned columns; words in the cells become safe to print."""
    cells = [tuple(one_line(cell) for cell in row) for row in rows]
    if not cells:
        return []
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    return [
        "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _write(stream: TextIO, text: str) -> None:
    prepaint.leave()  # on the app's first frame it would be lost
    stream.write(f"{text}\n")
