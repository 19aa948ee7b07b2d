"""Words that people typed, made harmless inside a Markdown line, and still easy to read."""

from __future__ import annotations

import re
from typing import Final

from naho_feedback.api import one_line, stored_form

_ALWAYS: Final = re.compile(r"[\\`*_\[\]|~#$^=]")
"""Signs that can format, link, cut a table or begin a formula anywhere in a line."""

_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_BULLET: Final = re.compile(r"^([-+])(?=\s|-|\+|$)")
_NUMBER: Final = re.compile(r"^(\d{1,9})([.)])")
_SCHEME: Final = re.compile(r"(?<=[^\W\d_]):(?=\S)")
_WWW: Final = re.compile(r"(?i)(www)\.")
_MENTION: Final = re.compile(r"(?<!\w)@(?=\w)")
_MAIL: Final = re.compile(r"(?<=\S)@(?=[\w-]+\.\w)")
_HOST: Final = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,})")
_WORD_JOINER: Final = "\u2060"


def escaped(text: str) -> str:
    """Return the text as one line that any Markdown reader shows as it was typed.

    No link, image, HTML, code, heading, list, quote, table cell or mention comes to life in it;
    addresses are shown, not linked. A line that needs nothing is not touched.
    """
    line = one_line(stored_form(text))
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace(">", "&gt;")
    line = _BULLET.sub(r"\\\1", line)
    line = _NUMBER.sub(r"\1\\\2", line)
    line = _MAIL.sub(f"{_WORD_JOINER}@", line)
    line = _MENTION.sub(r"\\@", line)
    line = _WWW.sub(r"\1\\.", line)
    line = _SCHEME.sub(r"\\:", line)
    return _HOST.sub(r"\\.", line)
