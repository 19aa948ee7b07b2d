"""``[privacy]`` of ``naho.toml``: a hospital's own patterns of personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from naho_feedback.domain.personal_data import TOKENS, LocalPattern, token_of
from naho_feedback.domain.text import is_blank
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import blank_faults, id_fault, twin_faults
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

PATTERN_LIMIT: Final = 200
"""Most characters of a pattern."""

_PATTERNS: Final = ("privacy", "patterns")
_REPEATED_GROUP: Final = re.compile(r"[+*][^()]*\)(?:[+*]|\{\d*,)")
"""A repetition within a repeated group, as in ``(a+b?)*``: one text of a few dozen letters may
then take for ever. Some harmless ones are refused with it, and a few harmful ones pass."""


INCIDENT_REPORTING: Final = Localized(
    "Déclarez-le dans l'outil de signalement de l'établissement (événement indésirable).",
    "Report it in the hospital's own incident reporting tool (adverse event).",
)
"""Where harm is reported, unless the hospital says it in its own words."""


class Privacy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``[privacy]`` says.

    Attributes:
        patterns: what points at a person in this hospital beside what does everywhere.
        incident_reporting: the sentence that is said beside a note that may speak of harm.
    """

    patterns: tuple[LocalPattern, ...] = ()
    incident_reporting: Localized = INCIDENT_REPORTING


def privacy_faults(privacy: Privacy) -> Iterator[Fault]:
    """Yield what is to mend in the patterns and in the sentence about harm."""
    yield from blank_faults(privacy.incident_reporting, ("privacy", "incident_reporting"))
    for index, pattern in enumerate(privacy.patterns):
        path = (*_PATTERNS, index)
        yield from id_fault(pattern.id, (*path, "id"))
        if token_of(pattern.id) in TOKENS:
            yield Fault(
                (*path, "id"),
                _("The token [{token}] has a meaning already.").format(token=token_of(pattern.id)),
                _("Choose another id."),
            )
        yield from _pattern_faults(pattern.pattern, (*path, "pattern"))
        for language, words in (("fr", pattern.fr), ("en", pattern.en)):
            if is_blank(words):
                yield Fault(
                    (*path, language),
                    _("The text {key} is empty.").format(key=quoted(language)),
                    _("Write it in French (fr) and in English (en)."),
                )
    yield from twin_faults([pattern.id for pattern in privacy.patterns], _PATTERNS, "id")


def _pattern_faults(pattern: str, path: KeyPath) -> Iterator[Fault]:
    example = _("Write for example: {line}").format(line=r"pattern = '\bH[0-9]{5}\b'")
    if len(pattern) > PATTERN_LIMIT:
        yield Fault(
            path,
            _("This pattern has {length} characters; {limit} is the most.").format(
                length=len(pattern), limit=PATTERN_LIMIT
            ),
            _("Make several patterns of it."),
        )
        return
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        where = getattr(error, "pos", None)
        said = _("This is no regular expression.")
        if where is not None:
            said = _("This is no regular expression (at character {n}).").format(n=where + 1)
        yield Fault(path, said, example)
        return
    if any(not match.group() for text in ("", "a 1") for match in compiled.finditer(text)):
        yield Fault(path, _("This pattern fits a text without any character."), example)
    elif _REPEATED_GROUP.search(pattern):
        yield Fault(
            path,
            _("This pattern repeats a repetition; a search with it may never end."),
            _("Write the repetition once, such as [a-z]+ in place of ([a-z]+)+."),
        )
