"""``naho note add -``: one note a line, each judged alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from naho_feedback.cli import console
from naho_feedback.cli.parts import fail
from naho_feedback.domain.text import shown
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext

LONGEST: Final = 1_000_000
"""Most bytes of a line that are looked at; a note is refused long before that."""

_BOM: Final = b"\xef\xbb\xbf"


def add_lines(
    source: BinaryIO, add: Callable[[str], None], at_end: Callable[[], None] = lambda: None
) -> None:
    """Give every line to ``add``; say on stderr which were refused, by number only.

    Blank lines are skipped. What a refused line says is never repeated.

    Args:
        source: UTF-8 text, with or without a byte order mark.
        add: stores one note and prints its receipt; RefusedError refuses that line alone,
            anything else ends it all.
        at_end: called once every line was judged, before a refused one ends the command.

    Raises:
        click.exceptions.Exit: with status 1 if a line was refused.
    """
    refused = 0
    for number, line in enumerate(_lines(source), start=1):
        try:
            text = _decoded(line)
            if text.strip():
                add(text)
        except RefusedError as error:
            refused += 1
            console.say(
                _("line {number}: {reason}").format(number=number, reason=shown(error.message))
            )
    at_end()
    if refused:
        console.say(
            ngettext(
                "{n} line was refused; all others were kept.",
                "{n} lines were refused; all others were kept.",
                refused,
            ).format(n=refused)
        )
        fail()


def _lines(source: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines without their ends as they come; None for one that is far too long."""
    first = True
    while line := source.readline(LONGEST):
        if first:
            line = line.removeprefix(_BOM)
            first = False
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := source.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line.removesuffix(b"\n").removesuffix(b"\r")


def _decoded(line: bytes | None) -> str:
    """Return the line's text.

    Raises:
        RefusedError: if it is no UTF-8, or longer than any note.
    """
    if line is None:
        raise RefusedError(_("This line is far too long for a note."))
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedError(_("This line is not UTF-8 text.")) from None
