"""Reads a TOML file that a person wrote; whatever is wrong is said with its line.

Every failure is a :class:`~naho_feedback.errors.FileError` in the user's language that names
the file, the line and what to write instead; no parser's English reaches a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec

from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_check import Fault, faults
from naho_feedback.workspace.toml_lines import KeyPath, key_lines

T = TypeVar("T")

SIZE_LIMIT: Final = 1_000_000
"""Most bytes of such a file; one that a person wrote is a hundred times smaller."""

_AT_LINE: Final = re.compile(r"at line (\d+)")
_LONG_NUMBER: Final = re.compile(r"\d{1000,}")


class Document(msgspec.Struct, Generic[T], frozen=True):
    """A file that was read, with what is needed to complain about it.

    Attributes:
        name: the file's name as errors show it.
        value: its content.
        lines: the line of every key.
    """

    name: str
    value: T
    lines: dict[KeyPath, int]

    def refuse(self, found: Iterable[Fault]) -> None:
        """Raise the fault that stands first in the file; none is fine.

        Raises:
            FileError: if there is a fault.
        """
        _refuse(self.name, self.lines, found)

    def errors(self, found: Iterable[Fault]) -> list[FileError]:
        """Return every fault as an error, in the order of the lines."""
        return [_error(self.name, line, fault) for line, fault in _placed(self.lines, found)]


def read_toml(path: Path, type_: type[T], *, name: str | None = None) -> T:
    """Return the file's content as ``type_``.

    Args:
        path: the file.
        type_: a msgspec structure; keys that it does not know are refused.
        name: how errors call the file; None takes its path, short where it can be.

    Raises:
        FileError: if the file cannot be read or does not fit, with the line to mend.
    """
    return read_document(path, type_, name=name).value


def read_document(path: Path, type_: type[T], *, name: str | None = None) -> Document[T]:
    """Return the file's content together with its lines, for checks of one's own.

    Args and errors are those of :func:`read_toml`.
    """
    name = one_line(name or short_path(path))
    return document_of(read_raw(path, name), type_, name)


def document_of(raw: bytes, type_: type[T], name: str) -> Document[T]:
    """Return a file's content from its bytes, whether they stand on a disk or not.

    Args:
        raw: the bytes.
        type_: as for :func:`read_toml`.
        name: how errors call the file.

    Raises:
        FileError: if they do not fit, with the line to mend.
    """
    data, lines = _parsed(_text(raw, name), name)
    _refuse(name, lines, faults(data, type_))
    try:
        value = msgspec.convert(data, type_)
    except msgspec.ValidationError:
        message = _("This file does not have the form that is expected.")
        raise FileError(name, 1, message) from None
    return Document(name, value, lines)


def short_path(path: Path) -> str:
    """Return the path from the current folder where that is shorter to read."""
    try:
        short = str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
    return str(path) if short == "." else short


def _refuse(name: str, lines: dict[KeyPath, int], found: Iterable[Fault]) -> None:
    for line, fault in _placed(lines, found):
        raise _error(name, line, fault)


def _error(name: str, line: int, fault: Fault) -> FileError:
    return FileError(name, line, fault.message, fault.hint, key=written_key(fault.path))


def written_key(path: KeyPath) -> str:
    """Return the way to a key as people count it: ``questions[2].text.fr`` is of the second."""
    key = "".join(
        f"[{part + 1}]" if isinstance(part, int) else f".{one_line(part)}" for part in path
    )
    return key.removeprefix(".")


def _placed(lines: dict[KeyPath, int], found: Iterable[Fault]) -> list[tuple[int, Fault]]:
    placed = [(_line(lines, fault.path), fault) for fault in found]
    return sorted(placed, key=lambda pair: pair[0])


def _line(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key, or of the nearest table around it that is written."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _text(raw: bytes, name: str) -> str:
    """Return the file's text without byte order mark.

    Raises:
        FileError: if it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = _("This file is not UTF-8 text.")
        hint = _("Save it again with the encoding UTF-8.")
        raise FileError(name, line, message, hint) from None


def read_raw(path: Path, name: str) -> bytes:
    """Return a file's bytes.

    Raises:
        FileError: if it is missing, a folder, unreadable or too large.
    """
    try:
        if path.is_dir():
            raise FileError(name, 0, _("This is a folder, not a file."), _("Name a .toml file."))
        if path.exists() and not path.is_file():
            raise FileError(name, 0, _("This is not a file."), _("Name a .toml file."))
        with path.open("rb") as file:
            raw = file.read(SIZE_LIMIT + 1)
    except FileNotFoundError:
        hint = _("Check its name.")
        raise FileError(name, 0, _("There is no such file."), hint) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        hint = _("Check that you may read it.")
        raise FileError(name, 0, _("This file cannot be read."), hint) from error
    if len(raw) > SIZE_LIMIT:
        raise FileError(name, 0, _("This file is too large to be a settings file."))
    return raw


def _parsed(text: str, name: str) -> tuple[dict[str, object], dict[KeyPath, int]]:
    try:
        return tomllib.loads(text), key_lines(text)
    except RecursionError:
        deepest = max(text.split("\n"), key=lambda line: line.count("[") + line.count("{"))
        line = text.split("\n").index(deepest) + 1
        raise FileError(name, line, _("There are too many brackets inside each other.")) from None
    except ValueError as error:  # TOMLDecodeError, or an integer that is too long for Python
        line = _syntax_line(text, str(error))
        message, hint = _syntax_words(str(error), text.split("\n")[line - 1])
        raise FileError(name, line, message, hint) from None


def _syntax_line(text: str, english: str) -> int:
    """Return the line that the parser stopped at, always one that exists."""
    last = max(1, text.count("\n") + (not text.endswith("\n")))
    if match := _AT_LINE.search(english):
        return min(int(match.group(1)), last)
    if match := _LONG_NUMBER.search(text):
        return text.count("\n", 0, match.start()) + 1
    return last


def _syntax_words(english: str, line: str) -> tuple[str, str]:
    """Return message and hint for what the parser says; general ones for what is new to us.

    Args:
        english: the parser's message.
        line: the line that it stopped at.
    """
    says = english.startswith
    if says("Invalid date"):
        return _("There is no such date."), _("Write the year first: 2017-02-27.")
    if says(("Cannot overwrite", "Cannot declare", "Duplicate", "Cannot mutate")):
        return _("This key or table stands twice in the file."), _(
            "Keep one of the two; each part of a list begins with two brackets: [[name]]."
        )
    if says(("Unescaped", "Invalid hex", "Escaped character")):
        return _("A backslash inside double quotes has a meaning of its own."), _(
            "Write it twice, or use single quotes: 'C:\\folder'."
        )
    if "{" in line and "}" not in line:
        return _("Braces must open and close on the same line."), _("Put it all on one line.")
    if says(("Unclosed", "Unterminated", "Illegal character '\\n'", "Expected \"'", "Expected ']")):
        return _("A quote or a bracket is opened and never closed."), _("Close it.")
    if says("Illegal character"):
        return _("This line holds an invisible character."), _("Delete it and type it again.")
    if says(("Expected '='", "Invalid initial character", "Invalid statement")):
        return _("A key and an equals sign are expected here."), _(
            'Write key = "value"; a key has no accents and no spaces.'
        )
    if says("Invalid value"):
        return _("This value cannot be read."), _('Put words between quotes: key = "words".')
    return _("This line is not written as TOML."), _(
        'Write one key = "value" on a line, words between quotes.'
    )
