"""Names of groups that nobody named: the words that set a group apart, as people write them.

Candidates are words and pairs of words (with the small words between them: « bac à sable »).
They are weighed by log-odds against the other groups with a Dirichlet prior (Monroe, Colaresi and
Quinn 2008, "Fightin' Words"), so that a word must be frequent here and rare elsewhere. A name
shows the most frequent form with its accents; no stem stands in it twice, and a word that says
nothing alone ("parler") names nothing alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .text import Reading
from .words import CONNECTORS, VAGUE

TERMS: Final = 8
"""Terms of a group: the first name it, all find its like again once people agree."""
LEAST: Final = 2
"""Notes that a term must stand in."""
_PRIOR: Final = 10.0
_PHRASE: Final = 1.25
"""How much better a phrase of two words is than one of its words."""
_MOST_BETWEEN: Final = 2


@dataclass(frozen=True)
class Term:
    """A word or a phrase of one note.

    Attributes:
        stems: what it counts as.
        form: as it stands there, lower case.
        vague: whether none of its words says anything alone.
    """

    stems: tuple[str, ...]
    form: str
    vague: bool


def names(readings: Sequence[Reading], groups: Sequence[Sequence[int]]) -> list[tuple[str, ...]]:
    """Return for each group its naming terms, the most telling first; ``()`` where there are none.

    Args:
        readings: all notes, also those of no group.
        groups: positions of each group's notes.
    """
    terms = [{term.stems: term for term in terms_of(reading)} for reading in readings]
    forms: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    everywhere: Counter[tuple[str, ...]] = Counter()
    for note in terms:
        for stems, term in note.items():
            forms[stems][term.form] += 1
            everywhere[stems] += 1
    vague = {stems for note in terms for stems, term in note.items() if term.vague}
    found = []
    for members in groups:
        here: Counter[tuple[str, ...]] = Counter()
        for at in members:
            here.update(terms[at].keys())
        best = _best(here, everywhere, len(members), len(readings), vague)
        found.append(tuple(_form(forms[stems]) for stems in best))
    return found


def terms_of(reading: Reading) -> Iterator[Term]:
    """Yield the words of a note that carry a subject, and the phrases of two of them."""
    last: int | None = None
    for at, stem in enumerate(reading.stems):
        if not stem:
            if reading.plain[at] not in CONNECTORS:
                last = None
            continue
        vague = reading.plain[at] in VAGUE or reading.plain[at].isdigit()
        yield Term((stem,), reading.words[at], vague)
        if last is not None and at - last <= _MOST_BETWEEN + 1 and stem != reading.stems[last]:
            first_vague = reading.plain[last] in VAGUE
            yield Term(
                (reading.stems[last], stem), _phrase(reading, last, at), vague or first_vague
            )
        last = at


def _phrase(reading: Reading, first: int, last: int) -> str:
    """Return the words from one to another as people write them ("carte d'accès")."""
    parts = [reading.words[first]]
    for word in reading.words[first + 1 : last + 1]:
        joined = len(parts[-1]) == 1 and parts[-1] in "dlcnsjqm"
        parts.append(f"{parts.pop()}'{word}" if joined else word)
    return " ".join(parts)


def _best(
    here: Counter[tuple[str, ...]],
    everywhere: Counter[tuple[str, ...]],
    size: int,
    total: int,
    vague: set[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """Return the stems of the most telling terms of a group, none sharing a stem."""
    weighed = []
    for stems, count in here.items():
        if count < min(LEAST, size) or stems in vague:
            continue
        prior = _PRIOR * everywhere[stems] / total
        away, others = everywhere[stems] - count, total - size
        inside = math.log((count + prior) / (size + _PRIOR - count - prior + 1))
        outside = math.log((away + prior) / (others + _PRIOR - away - prior + 1))
        spread = math.sqrt(1 / (count + prior) + 1 / (away + prior))
        weight = (inside - outside) / spread * (_PHRASE if len(stems) > 1 else 1.0)
        if weight > 0:
            weighed.append((-round(weight, 6), stems))
    chosen: list[tuple[str, ...]] = []
    taken: set[str] = set()
    for _weight, stems in sorted(weighed):
        if taken.isdisjoint(stems):
            chosen.append(stems)
            taken.update(stems)
        if len(chosen) == TERMS:
            break
    return chosen


def _form(forms: Counter[str]) -> str:
    """Return the most frequent form, the one with more accents where two are equal."""
    return min(forms, key=lambda form: (-forms[form], form.isascii(), form))
