"""Rules for words that people type: what is stored, and what is safe to show."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_JOINERS: Final = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BREAKS: Final = re.compile("[\n\t]+")
_FORMULA: Final = re.compile(
    # Already quoted, or a control that ASVS 1.2.10 names, or a sign of a formula (full-width
    # ones too) behind anything that an importer may strip as blank or invisible.
    "'|[\t\r\n\0]"
    "|[\\s\0-\x20\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
    "[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
)


def stored_form(text: str) -> str:
    """Return the form that is kept: Unicode NFC, otherwise as typed.

    Surrogates, which no file can hold, become the character that a pair means, alone U+FFFD.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole)


def is_blank(text: str) -> bool:
    """Whether there is nothing to read: only white space, controls or invisible characters."""
    return not _CONTROL.sub("", _BIDI.sub("", _JOINERS.sub("", text))).strip()


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def shown(text: str) -> str:
    r"""Return text that is safe on a terminal.

    Control characters are made visible (ESC becomes ``␛``), bidirectional controls become
    U+FFFD, and joiners and variation selectors are dropped because terminals disagree about
    their width. Line ends become ``\\n``; tabs and line feeds stay.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub(_visible, text)
    return _JOINERS.sub("", _BIDI.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Return :func:`shown` text with line feeds and tabs turned into single spaces."""
    return _BREAKS.sub(" ", shown(text)).strip()


def folded(text: str) -> str:
    """Return the text for comparing: lower case, without accents, one kind of apostrophe."""
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def spelt(text: str) -> str:
    """Return what two texts share when they say the same: words without case and accents."""
    return " ".join(folded(text).split())


def neutralise(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def undo_neutralise(cell: str) -> str:
    """Return what a cell said before :func:`neutralise`: without one leading ``'``."""
    return cell.removeprefix("'")
