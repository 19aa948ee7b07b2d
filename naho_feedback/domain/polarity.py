"""What a note's words say of its polarity: weak evidence, asked where its column says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from naho_feedback.domain.notes import Polarity
from naho_feedback.domain.phrases import BREAK, Hit, Read

_NEAR: Final = 2
"""Most words between "pas" and what it turns round."""

_AFTER: Final = frozenset({"pas", "plus", "jamais"})
_MORE: Final = frozenset({"plus"})


def polarity_in(text: str, read: Read) -> Polarity:
    """Return the side that a note's words are on; NEUTRAL where they are on none, or on both.

    An idea is told by its turn ("il faudrait", "what if"), a question by its mark or its first
    words. Then words for and against are counted; a negation right before them, or "ne ... plus"
    around them, turns them round ("pas de panne"). A turn such as "pas mal" counts as a whole.

    Args:
        text: the note as typed.
        read: the same, read with the phrases of ``data/facets.toml``.
    """
    kinds = {hit.kind for hit in read.hits}
    if "idea" in kinds:
        return Polarity.IDEA
    if text.rstrip(" \u00a0!.").endswith("?") or any(
        hit.kind == "question" and not hit.first for hit in read.hits
    ):
        return Polarity.QUESTION
    balance = _balance(read) if kinds & {"good", "bad", "good_turns", "bad_turns"} else 0
    if not balance:
        return Polarity.NEUTRAL
    return Polarity.ENABLER if balance > 0 else Polarity.BARRIER


def _balance(read: Read) -> int:
    taken: set[int] = set()
    balance = 0
    turns = [hit for hit in read.hits if hit.kind in ("good_turns", "bad_turns")]
    for hit in sorted(turns, key=lambda hit: (hit.first - hit.last, hit.first)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            balance += 1 if hit.kind == "good_turns" else -1
    turning = [hit for hit in read.hits if hit.kind in ("not", "less")]
    words = [hit for hit in read.hits if hit.kind in ("good", "bad")]
    for hit in sorted(words, key=lambda hit: (hit.first - hit.last, hit.first)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            worth = 1 if hit.kind == "good" else -1
            balance += -worth if _is_turned(hit, turning, read.words) else worth
    return balance


def _is_turned(hit: Hit, turning: Sequence[Hit], words: tuple[str, ...]) -> bool:
    for other in turning:
        between = words[other.last : hit.first]
        if other.last > hit.first or len(between) > _NEAR or BREAK in between:
            continue
        if words[other.first] in _MORE and hit.kind == "good":
            continue  # "plus de bonnes idées": more of them
        return True
    behind, before = words[hit.last : hit.last + 1], words[max(0, hit.first - 2) : hit.first]
    return bool(_AFTER.intersection(behind)) and bool({"ne", "n"}.intersection(before))
