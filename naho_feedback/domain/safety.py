"""Whether a note may speak of harm to a patient, of despair or of violence.

A hint for people, not a judgement: such a note is shown to nobody outside the team, and whoever
sees it is told where to report it. A person's decision wins over these words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from naho_feedback.domain.phrases import BREAK, Hit, Read

KINDS: Final = (
    *("told", "told_if", "named", "act", "wrong", "instead", "fell"),
    *("undone", "feared", "past", "harmless", "staged"),
)
"""The lists of phrases; ``data/safety.toml`` says what each one means."""

CARE: Final = "care"
PERSON: Final = "person"
"""Lists of words that are looked for in a note by themselves too."""

_FAR: Final = 14
"""Most words from care that was given to what was wrong with it."""

_NEAR: Final = 4
"""Most words between what undoes a harm and the harm itself."""


def harm_in(read: Read) -> Hit | None:
    """Return the first phrase that may speak of harm; None for a note that does not.

    Args:
        read: the note, read with the phrases of :data:`KINDS` and :data:`CARE`.
    """
    by_kind: dict[str, list[Hit]] = {}
    for hit in read.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    if by_kind.get("staged"):
        return None
    harmless = {at for hit in by_kind.get("harmless", ()) for at in range(hit.first, hit.last)}
    undone = by_kind.get("undone", ())
    for hit in _candidates(by_kind, read.words):
        if harmless.isdisjoint(range(hit.first, hit.last)) and not any(
            _undoes(other, hit, read.words) for other in undone
        ):
            return hit
    return None


def _candidates(by_kind: dict[str, list[Hit]], words: tuple[str, ...]) -> Iterator[Hit]:
    yield from by_kind.get("told", ())
    if by_kind.get(CARE):
        yield from by_kind.get("told_if", ())
    if by_kind.get("past") or not by_kind.get("feared"):
        yield from by_kind.get("named", ())
        yield from _together(by_kind, "fell", PERSON, words)
        if by_kind.get(CARE):
            yield from _together(by_kind, "wrong", "act", words)
            yield from _together(by_kind, "wrong", CARE, words)
            yield from _together(by_kind, "instead", "act", words)


def _together(
    by_kind: dict[str, list[Hit]], one: str, other: str, words: tuple[str, ...]
) -> Iterator[Hit]:
    """Yield what two phrases of one sentence span, such as care given and what was wrong."""
    for a in by_kind.get(one, ()):
        for b in by_kind.get(other, ()):
            hit = Hit(one, min(a.first, b.first), max(a.last, b.last))
            near = hit.last - hit.first <= _FAR and BREAK not in words[hit.first : hit.last]
            if near and (a.last <= b.first or b.last <= a.first):
                yield hit


def _undoes(other: Hit, hit: Hit, words: tuple[str, ...]) -> bool:
    """Whether a phrase such as "aucune" stands right before a harm, in the same sentence."""
    between = words[other.last : hit.first]
    return other.last <= hit.first and len(between) <= _NEAR and BREAK not in between
