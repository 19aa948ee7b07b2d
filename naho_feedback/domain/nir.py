"""The French national health identifier (NIR): found in free text however it is written.

Thirteen characters (sex, year, month, department, commune, order) and a key of two. The key is
``97 - (N mod 97)`` on the first thirteen, with Corsica's 2A read as 19 and 2B as 18. Whatever
stands between the digits does not hide it, nor a word that it is glued to, nor the digits of
another script; another digit right before or after does, since a longer number is another
number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_LENGTH: Final = 15
_BODY: Final = 13
_CORSICA: Final = {"2A": "19", "2B": "18"}
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_FULL_WIDTH_SHIFT: Final = 0xFEE0

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_BETWEEN: Final = re.compile(r"[\W_]")

# Every part has a bounded length and gives nothing back, so a search is linear.
_GAP: Final = r"[\W_]{0,4}+"


def _spaced(*parts: str) -> str:
    return _GAP.join(parts)


_DIGITS: Final = "[0-9]"
_MONTH: Final = f"(?:0{_GAP}[1-9]|1{_GAP}[0-2]|[2-9]{_GAP}[0-9])"
"""01 to 12, and the pseudo-months of people whose month of birth is not known."""
_DEPARTMENT: Final = f"(?:2{_GAP}[ABab]|[0-9]{_GAP}[0-9])"
_START: Final = _spaced("(?<![0-9])[1-478]", _DIGITS, _DIGITS, _MONTH, _DEPARTMENT)

_BEGUN: Final = re.compile(_START)
"""The first seven characters."""
_WHOLE: Final = re.compile(f"(?=({_spaced(_START, *[_DIGITS] * 8)})(?![0-9]))")
"""All fifteen, with anything between any two of them."""
_SHAPED: Final = re.compile(
    f"(?=({_spaced('(?<![0-9])[1-478]', '[0-9]{2}', '(?:0[1-9]|1[0-2]|[2-9][0-9])')}"
    f"{_GAP}(?:2[ABab]|[0-9]{{2}}){_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}"
    f"(?:{_GAP}[0-9]{{2}})?)(?![0-9]))"
)
"""Thirteen or fifteen in the usual groups, whatever the key says."""


def plain(text: str) -> str:
    """Return the text with the digits and the full-width signs of any script as ASCII.

    Every character becomes exactly one, so that a place in one text is the same in the other.
    """
    return text if text.isascii() else _NOT_ASCII.sub(_as_ascii, text)


def _as_ascii(match: re.Match[str]) -> str:
    char = match.group()
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    return chr(ord(char) - _FULL_WIDTH_SHIFT) if ord(char) in _FULL_WIDTH else char


def nir_key_is_valid(text: str) -> bool:
    """Whether the text is a 15-character NIR with the right key; separators are ignored."""
    bare = _BETWEEN.sub("", plain(text)).upper()
    if len(bare) != _LENGTH:
        return False
    body = bare[:5] + _CORSICA.get(bare[5:7], bare[5:7]) + bare[7:_BODY]
    if not (body.isdecimal() and bare[_BODY:].isdecimal()):
        return False
    return 97 - int(body) % 97 == int(bare[_BODY:])


def holds_nir(text: str) -> bool:
    """Whether the text holds a NIR with a valid key."""
    return any(True for _span in valid_nirs(plain(text)))


def valid_nirs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a NIR with a valid key stands in a :func:`plain` text."""
    for match in _WHOLE.finditer(text):
        if nir_key_is_valid(match[1]):
            yield match.span(1)


def shaped_like_nirs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where something stands in a :func:`plain` text that looks like a NIR.

    That is one with a valid key, or the usual groups with a wrong key or none.
    """
    yield from valid_nirs(text)
    for match in _SHAPED.finditer(text):
        yield match.span(1)


def before_nir(text: str) -> str:
    """Return the text up to where something begins that may become a NIR.

    What is still being typed is kept for after a crash, so it is cut from the seventh character
    on of anything NIR-shaped, long before there is a key to check.
    """
    match = _BEGUN.search(plain(text))
    return text if match is None else text[: match.start()]
