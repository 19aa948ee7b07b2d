"""Personal data in free text: what to refuse at capture and what to redact on the way out.

Patterns and their limits: ``docs/privacy.md``. A French national health identifier (NIR) with
a valid key is refused; the rest becomes a typed token such as ``[TEL]`` outside the team.
"""

from __future__ import annotations

import re
from typing import Final

_SEP: Final = r"[\s.\-\u00a0\u202f]?"
_SEPARATORS: Final = re.compile(r"[\s.\-\u00a0\u202f]")
_NIR: Final = re.compile(
    rf"(?<![0-9A-Za-z])[1-478]{_SEP}\d{{2}}{_SEP}(?:0[1-9]|1[0-2]|[2-9]\d){_SEP}"
    rf"(?:\d{{2}}|2[ABab]){_SEP}\d{{3}}{_SEP}\d{{3}}(?:{_SEP}\d{{2}})?(?![0-9A-Za-z])"
)
_NIR_START: Final = re.compile(
    rf"(?<![0-9A-Za-z])[1-478]{_SEP}\d{_SEP}\d{_SEP}(?:0{_SEP}[1-9]|1{_SEP}[0-2]|[2-9]{_SEP}\d){_SEP}"
    rf"(?:\d{_SEP}\d|2{_SEP}[ABab])"
)
"""The first seven characters of a NIR: sex, year, month, department."""
_CORSICA: Final = {"2A": "19", "2B": "18"}
_NIR_LENGTH: Final = 15
_NIR_BODY: Final = 13

_TOKENS: Final = (
    ("NIR", _NIR),
    (
        "TEL",
        re.compile(
            r"(?<!\d)(?:(?:\+|00)33[\s.\-]?(?:\(0\)[\s.\-]?)?|0)[1-9](?:[\s.\-\u00a0]?\d{2}){4}(?!\d)"
        ),
    ),
    ("COURRIEL", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (
        "DATE",
        re.compile(
            r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)?\d{2}(?!\d)"
            r"|(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
        ),
    ),
    (
        "DOSSIER",
        re.compile(
            r"\b(?:IPP|NDA|IEP|NIP|INS|n[°o]\s*(?:de\s+)?(?:dossier|patient|s[ée]jour))\b"
            r"\s*[:n°#.\s]*\d[\d\s]{3,}\d",
            re.IGNORECASE,
        ),
    ),
    ("CHAMBRE", re.compile(r"\b(?:chambre|ch\.|lit|box)\s*n?°?\s*\d{1,4}\b", re.IGNORECASE)),
    (
        "NOM",
        re.compile(
            r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur|Pr|Professeur)\.?"
            r"\s+[A-ZÀ-Ý][\w'’-]+"
        ),
    ),
)


def nir_key_is_valid(text: str) -> bool:
    """Whether the text is a 15-character NIR with the right key; separators are ignored.

    The key is ``97 - (N mod 97)`` on the first 13 digits, with 2A read as 19 and 2B as 18.
    """
    bare = _SEPARATORS.sub("", text).upper()
    if len(bare) != _NIR_LENGTH:
        return False
    body = bare[:5] + _CORSICA.get(bare[5:7], bare[5:7]) + bare[7:_NIR_BODY]
    if not (body.isdigit() and bare[_NIR_BODY:].isdigit()):
        return False
    return 97 - int(body) % 97 == int(bare[_NIR_BODY:])


def before_nir(text: str) -> str:
    """Return the text up to where something begins that may become a NIR.

    What is still being typed is kept for after a crash, so it is cut from the seventh character
    on of anything NIR-shaped, long before there is a key to check; separators are ignored.
    """
    match = _NIR_START.search(text)
    return text if match is None else text[: match.start()]


def holds_nir(text: str) -> bool:
    """Whether the text holds a NIR with a valid key."""
    return any(nir_key_is_valid(match.group()) for match in _NIR.finditer(text))


def redacted(text: str) -> str:
    """Return the text with what points at a person replaced by typed tokens."""
    for token, pattern in _TOKENS:
        text = pattern.sub(f"[{token}]", text)
    return text


_WORTH_A_LOOK: Final = re.compile(r"[0-9@]|\b(?:M\.|Mr|Mme|Ml|Mon|Mad|D[ro]|Pr)")


def may_point_at_somebody(text: str) -> bool:
    """Whether something would be redacted, so that a person should read the text first."""
    return bool(_WORTH_A_LOOK.search(text)) and redacted(text) != text
