"""Personal data in free text: what to refuse at capture and what to redact on the way out.

A French national health identifier (NIR) with a valid key is refused; the rest is told by its
kind to whoever types it, and becomes a typed token such as ``[TEL]`` outside the team. What is
found, what is not, and why: ``docs/privacy.md``. A hit says what and where, never which words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from naho_feedback.domain import nir
from naho_feedback.domain.nir import before_nir, holds_nir, nir_key_is_valid
from naho_feedback.domain.personal_patterns import BUILT_IN, Finder, Kind, finder
from naho_feedback.errors import PersonalDataError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _

__all__ = [
    "TOKENS",
    "Detectors",
    "Hit",
    "Kind",
    "LocalPattern",
    "before_nir",
    "built_in",
    "holds_nir",
    "may_point_at_somebody",
    "nir_key_is_valid",
    "redacted",
    "refuse_nir",
]

TOKENS: Final = frozenset(kind.token for kind, _find in BUILT_IN)
"""The tokens of the kinds that are known everywhere."""

_WORTH_A_LOOK: Final = re.compile(
    r"[0-9@¹²³]|[^\x00-\u017f\u2010-\u2027\u202f\u20ac]|arobase|[\[(]\s?at"
    r"|(?<!\w)(?:mm?e?s?|mlles?|mrs?|drs?|dre|pr[es]?|monsieur|messieurs|madame|mesdames"
    r"|mademoiselle|doct(?:eure?|or)|profess(?:eure?|or))[.\s]",
    re.IGNORECASE,
)
"""Everything that the built-in patterns can find holds one of these; most notes hold none."""


class Hit(msgspec.Struct, frozen=True):
    """Something that may point at a person; ``text[start:end]`` is never kept or shown."""

    kind: Kind
    start: int
    end: int


class LocalPattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern of one hospital, as ``naho.toml`` gives it.

    Attributes:
        id: short; its token is the same in capitals: ``matricule`` gives ``[MATRICULE]``.
        pattern: a regular expression; digits of every script are given to it as 0 to 9.
        fr: what it is called in a French sentence, with its article: ``"un matricule"``.
        en: the same in English.
    """

    id: str
    pattern: str
    fr: str
    en: str

    @property
    def kind(self) -> Kind:
        """The kind that it finds."""
        return Kind(self.id, token_of(self.id), Localized(self.fr, self.en))


def token_of(id: str) -> str:
    """Return the token of a local pattern's id."""
    return id.upper()


class Detectors:
    """What finds personal data: the kinds known everywhere, and a hospital's own. Immutable.

    Args:
        local: the hospital's own patterns, checked already.
    """

    def __init__(self, local: Sequence[LocalPattern] = ()) -> None:
        own = tuple((pattern.kind, finder(re.compile(pattern.pattern))) for pattern in local)
        self._finders: tuple[tuple[Kind, Finder], ...] = (*BUILT_IN, *own)
        self._only_built_in = not own
        tokens = "|".join(sorted({re.escape(kind.token) for kind, _find in self._finders}))
        self._token = re.compile(rf"(\[(?:{tokens})\])")

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return what may point at a person, in the order of the text; none overlaps another.

        Where several kinds find overlapping places, the first of them names all of it, so that
        no end of one stays in sight. Tokens that stand in the text already are none.
        """
        found: list[Hit] = []
        if not self._only_built_in or _WORTH_A_LOOK.search(text):
            place = 0
            for number, piece in enumerate(self._token.split(text)):
                if number % 2 == 0:
                    found += self._hits_in(piece, place)
                place += len(piece)
        return tuple(found)

    def _hits_in(self, piece: str, offset: int) -> list[Hit]:
        text = nir.plain(piece)
        spans = [
            (start, end, rank)
            for rank, (_kind, find) in enumerate(self._finders)
            for start, end in find(text)
        ]
        merged: list[tuple[int, int, int]] = []
        for start, end, rank in sorted(spans):
            if merged and start < merged[-1][1]:
                before = merged[-1]
                merged[-1] = (before[0], max(before[1], end), min(before[2], rank))
            else:
                merged.append((start, end, rank))
        return [
            Hit(self._finders[rank][0], start + offset, end + offset) for start, end, rank in merged
        ]

    def kinds(self, text: str) -> tuple[Kind, ...]:
        """Return the kinds that are found in a text, each once, in the order of the text."""
        return tuple(dict.fromkeys(hit.kind for hit in self.hits(text)))

    def finds(self, text: str) -> bool:
        """Whether something would be redacted, so that a person should read the text first."""
        return bool(self.hits(text))

    def redacted(self, text: str) -> str:
        """Return the text with what points at a person replaced by typed tokens."""
        while hits := self.hits(text):  # a token may leave something in sight that it had glued
            pieces, place = [], 0
            for hit in hits:
                pieces += [text[place : hit.start], f"[{hit.kind.token}]"]
                place = hit.end
            text = "".join([*pieces, text[place:]])
        return text


_BUILT_IN: Final = Detectors()


def built_in() -> Detectors:
    """Return the detectors without any local pattern."""
    return _BUILT_IN


def redacted(text: str) -> str:
    """Return the text with what points at a person replaced, by the kinds known everywhere."""
    return _BUILT_IN.redacted(text)


def may_point_at_somebody(text: str) -> bool:
    """Whether the kinds known everywhere would redact something."""
    return _BUILT_IN.finds(text)


def refuse_nir(*texts: str) -> None:
    """Make sure that no text holds a NIR with a valid key.

    Raises:
        PersonalDataError: if one does; the message does not repeat it.
    """
    if any(map(holds_nir, texts)):
        raise PersonalDataError(
            _("This text holds a social security number; it was not kept."),
            _("Take the number out and try again."),
        )
