"""What points at a person in free text: the kinds that are known everywhere, and their patterns.

Patterns are searched in :func:`naho_feedback.domain.nir.plain` text. Every repetition is bounded
or gives nothing back, and two that follow each other share no character, so that a search takes
time in proportion to the text, whatever somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import msgspec

from naho_feedback.domain.names import names
from naho_feedback.domain.nir import shaped_like_nirs
from naho_feedback.i18n import Localized

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]


class Kind(msgspec.Struct, frozen=True):
    """One kind of personal data.

    Attributes:
        id: short and stable, such as ``"phone"``.
        token: what stands in its place outside the team, such as ``"TEL"``, without brackets.
        label: what it is called in a sentence, with its article: ``"un numéro de téléphone"``.
    """

    id: str
    token: str
    label: Localized


def finder(pattern: re.Pattern[str]) -> Finder:
    """Return what finds a pattern; the span is that of its group ``hit`` where that took part."""
    has_part = "hit" in pattern.groupindex

    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            start, end = match.span("hit" if has_part and match["hit"] else 0)
            if start < end:
                yield start, end

    return find


def _words(pattern: str) -> Finder:
    """Return what finds a pattern, compiled when it is first used: few starts need one."""

    @cache
    def compiled() -> Finder:
        return finder(re.compile(pattern, re.IGNORECASE))

    def find(text: str) -> Iterator[Span]:
        return compiled()(text)

    return find


_PHONE: Final = (
    r"(?<![0-9])(?:"
    # a French number, in pairs or in threes: 06 12 34 56 78, 0612 345 678
    r"0[1-9](?:[\s./_·-]{0,2}+[0-9]{2}){4}"
    r"|0[1-9][0-9]{2}[\s./_·-][0-9]{3}[\s./_·-][0-9]{3}"
    # +33 (0)3 21 69 12 34, 0033 ..., and the overseas codes after 00
    r"|(?:\+|00[\s.-]?(?=33|262|590|594|596|508|681|687|689|32|44|352))"
    r"(?=(?:[^0-9]{0,3}[0-9]){9})[1-9][0-9]{0,2}"
    r"[\s./-]?(?:\(0\)[\s./-]?)?[0-9](?:[\s./_·-]?[0-9]){5,11}"
    r")(?![0-9])"
)

_EMAIL: Final = (
    r"(?<![\w.+-])[\w.+-]++\s?(?:@|[\[(]\s?(?:at|arobase)\s?[\])])\s?"
    r"[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){0,8}\.[a-z]{2,24}(?![a-z0-9-])"
)

_MONTH: Final = (
    r"(?:janv(?:ier|\.)?|f[ée]vr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH_NUMBER: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_FULL_DATES: Final = (
    rf"{_DAY}(?P<mark>[/-]){_MONTH_NUMBER}(?P=mark)(?:{_YEAR}|[0-9]{{2}})(?![0-9])",
    rf"{_DAY}\.{_MONTH_NUMBER}\.{_YEAR}(?![0-9.])",
    r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{2}(?![0-9]|\.[0-9])",
    rf"{_DAY}[ \u00a0\u202f]{_MONTH_NUMBER}[ \u00a0\u202f]{_YEAR}(?![0-9])",
    rf"{_YEAR}(?P<sign>[/.-])(?:0[1-9]|1[0-2])(?P=sign)(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
    rf"{_DAY}(?:er|st|nd|rd|th)?[\s-]{{1,2}}+{_MONTH}[\s-]{{1,2}}+{_YEAR}(?![0-9])",
    rf"(?<![^\W_]){_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}(?![0-9])",
)
_DATE: Final = r"(?<![0-9])(?<![0-9v]\.)(?:" + "|".join(_FULL_DATES) + ")"
"""A whole date: day and month alone are said of every meeting."""

_BIRTH: Final = (
    r"(?<!\w)(?:n[ée]e?s?(?:\(e?s?\)|[.·]e(?:[.·]?s)?)?\s{1,2}+le|born\s{1,2}+on|d\.?d\.?n\.?"
    r"|date\s{1,2}+de\s{1,2}+naissance|date\s{1,2}+of\s{1,2}+birth)"
    r"[\s:]{0,4}+"
    rf"(?P<hit>{_DAY}(?![0-9])(?:er)?(?:[\s./-]{{1,2}}+(?:{_MONTH_NUMBER}(?![0-9])|{_MONTH}))?"
    r"(?:[\s./-]{1,2}+[0-9]{2,4}(?![0-9]))?|19[0-9]{2}(?![0-9]))"
    rf"|(?<!\w)(?:n[ée]e?s?(?:\(e?s?\)|[.·]e)?|born)\s(?:en|in)\s(?:{_MONTH}\s)?19[0-9]{{2}}(?![0-9])"
)

_RECORD: Final = (
    r"(?<!\w)(?:"
    r"(?:IPP|NDA|IEP|NIP|INS)[\s:=#.n°º]{0,8}+[a-z]{0,3}[\s-]?[0-9](?:[\s.-]?[0-9]){3,15}"
    r"|(?:n[°ºo]|num[ée]ro|nb|no\.)\s?(?:d[eu]\s)?(?:dossier|patient|s[ée]jour|venue|file|record)"
    r"[\s:=#.]{0,4}+[0-9](?:[\s.-]?[0-9]){2,15}"
    r"|(?:dossier|patiente?|s[ée]jour|venue|file|record)\s?(?:patient\s?)?(?:n[°ºo]|#|:)\s{0,2}+"
    r"[0-9](?:[\s.-]?[0-9]){2,15}"
    r"|(?:dossier|patiente?|s[ée]jour|venue)\s[0-9]{5,16}"
    r")(?![0-9])"
)

_ROOM: Final = (
    r"(?<!\w)(?:"
    r"(?:chambres?|chb\.?|ch\.?|box|room|bed)[\s:]{0,2}+(?:n[°ºo]?\s?)?[0-9]{1,4}[a-z]?"
    # "il lit 3 pages" and "10 lits 3 étages" are no beds
    r"|(?<!on\s)(?<!il\s)(?<!elle\s)(?<!qui\s)(?<![0-9]\s)lits?\s{0,2}+(?:n[°ºo]?\s?)?"
    r"[0-9]{1,4}[a-z]?"
    # the lady of 12
    r"|(?:patiente?|dame|monsieur|malade|r[ée]sidente?|m[ao]m[iy]e?|pap[iy])\s(?:du|de\sla|au|à\sla)"
    r"\s[0-9]{1,4}"
    r")(?!\w|[.,/:][0-9]|\s?%)"
)

_AGE: Final = (
    r"(?<![0-9.,])(?:9[0-9]|1[01][0-9]|12[0-2])[\s-]?(?:ans|years?[\s-]old|y\.?o\.?)(?!\w)"
    r"|(?<!\w)aged\s(?:9[0-9]|1[01][0-9]|12[0-2])(?![0-9])"
)

NIR: Final = Kind(
    "nir", "NIR", Localized("un numéro de sécurité sociale", "a social security number")
)

BUILT_IN: Final[tuple[tuple[Kind, Finder], ...]] = (
    (NIR, shaped_like_nirs),
    (
        Kind("email", "COURRIEL", Localized("une adresse électronique", "an e-mail address")),
        _words(_EMAIL),
    ),
    (
        Kind("record", "DOSSIER", Localized("un numéro de dossier", "a record number")),
        _words(_RECORD),
    ),
    (
        Kind("phone", "TEL", Localized("un numéro de téléphone", "a phone number")),
        _words(_PHONE),
    ),
    (
        Kind("birth", "DATE", Localized("une date de naissance", "a date of birth")),
        _words(_BIRTH),
    ),
    (Kind("date", "DATE", Localized("une date", "a date")), _words(_DATE)),
    (
        Kind("room", "CHAMBRE", Localized("une chambre ou un lit", "a room or a bed")),
        _words(_ROOM),
    ),
    (Kind("name", "NOM", Localized("un nom de personne", "a person's name")), names),
    (Kind("age", "AGE", Localized("un très grand âge", "a very high age")), _words(_AGE)),
)
"""The first kind that finds a place names it."""
