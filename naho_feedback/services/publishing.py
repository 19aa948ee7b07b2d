"""Publishing answers: in batches, and never about groups that differ by a few people.

A score that is refreshed with every answer tells each of them: six answers with a mean of 4.0
and then seven with 3.57 say that the seventh was a 1. So what managers and everybody see of the
answers, their number included, stays as it was published until at least k more people answered;
and a part of the answers is published only if no difference to another one is about fewer than k.

A publication is a line of the journal. Which ones count is decided by replaying them in the
journal's order, so two processes that publish at the same moment cannot break the rules: the
later one is not shown, here or there.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import put
from naho_feedback.domain.overlap import Family
from naho_feedback.domain.publications import Publication, selection_key
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.views import Selection
from naho_feedback.errors import StoreError
from naho_feedback.services.clock import Clock

logger = logging.getLogger(__name__)

ACTOR: Final = "gate"


Given = Mapping[str, Answer]
"""The answers to one question that count in its score, by response, oldest first."""

_FEW: Final = 20
"""Fewer people than this who all answered alike would each be known."""


@dataclass(frozen=True)
class Figure:
    """What was answered to one question.

    Attributes:
        here: in the part that is asked for.
        everywhere: in all records.
        sides: the side of the score that each answer is on.
        received: responses to its questionnaire in the part, this question answered or not.
    """

    here: Given
    everywhere: Given
    sides: Mapping[str, str]
    received: int

    def is_one_sided(self, people: Iterable[str]) -> bool:
        """Whether few people all answered alike."""
        known = [self.everywhere[id_] for id_ in people if id_ in self.everywhere]
        sides = {self.sides.get(str(answer), "") for answer in known}
        return 0 < len(known) < _FEW and len(sides) == 1


@dataclass(frozen=True)
class Published:
    """What may be said of a question: the answers of a group that was published.

    Attributes:
        counts: how many gave each answer.
        at: when, Unix time in milliseconds; 0 for what is live.
    """

    counts: Counter[str]
    at: int = 0


@dataclass
class _Figure:
    """One figure's publications that count."""

    family: Family[str]
    groups: dict[str, set[str]] = field(default_factory=dict)
    shown: dict[str, Published] = field(default_factory=dict)

    def take_in(self, publication: Publication) -> None:
        """Count a publication if the rules allow it beside those before."""
        group = self.groups.get(publication.selection, set())
        group = (group - set(publication.dropped)) | set(publication.added)
        # By the rule of its own time: a k that was raised later does not forget what was seen.
        k = publication.k or self.family.k
        if len(group) < k or not self.family.admits(group, k):
            return
        self.family.add(group)
        self.groups[publication.selection] = group
        self.shown[publication.selection] = Published(Counter(publication.counts), publication.at)


class Publisher:
    """Keeps and extends what was published of answers.

    Where the journal cannot be written nothing new is said: what is shown must be remembered
    first.

    Args:
        store: the records.
        clock: the time.
        k: fewest people of a group, and of the difference of two.
        everybody: the figure that is the number of people itself.
    """

    def __init__(self, store: Store, clock: Clock, k: int, everybody: str = "*") -> None:
        self._store = store
        self._clock = clock
        self._k = k
        self._everybody = everybody
        self._figures: dict[str, _Figure] = {}
        self._replayed = 0

    def group(self, selection: Selection, responses: Iterable[str]) -> frozenset[str]:
        """Return the responses of a selection that may be counted now; empty where none may.

        Args:
            selection: which part of the records.
            responses: ids of the responses of that part, oldest first.
        """
        key = selection_key(selection)
        self._publish([self._next(self._everybody, key, list(responses), {})])
        figure = self._figures.get(self._everybody)
        return frozenset(figure.groups.get(key, ())) if figure else frozenset()

    def scores(self, selection: Selection, figures: Mapping[str, Figure]) -> dict[str, Published]:
        """Return what may be said of each question now, publishing what is ready for it.

        Args:
            selection: which part of the records.
            figures: what was answered, by figure.
        """
        key = selection_key(selection)
        self._publish([self._next_score(name, key, figure) for name, figure in figures.items()])
        return {
            name: shown
            for name in figures
            if (kept := self._figures.get(name)) and (shown := kept.shown.get(key))
        }

    def _next_score(self, name: str, selection: str, figure: Figure) -> Publication | None:
        ids = list(figure.here)
        spare = _spare(figure.received - len(ids), self._k)
        ready = self._next(name, selection, ids[: max(0, len(ids) - spare)], figure.here)
        kept = self._figures.get(name)
        if ready is None or kept is None or not kept.shown:
            return ready
        group = (kept.groups.get(selection, set()) - set(ready.dropped)) | set(ready.added)
        # Whoever subtracts would know the answer of each of these people.
        if any(figure.is_one_sided(piece) for piece in kept.family.pieces(group)):
            return None
        # Nor may a group that was published without its figure, because all answered alike, be
        # what is left of others: from then on each publication holds all before it.
        if any(figure.is_one_sided(atom) for atom in kept.family.atoms()):
            everybody: set[str] = set().union(*kept.groups.values())
            return ready if group.issuperset(everybody) else None
        return ready

    def _next(
        self, name: str, selection: str, responses: Sequence[str], given: Given
    ) -> Publication | None:
        """Return the publication of what is ready of a figure, or None."""
        self._replay()
        figure = self._figures.get(name) or _Figure(Family(self._k))
        before = figure.groups.get(selection, set())
        group = figure.family.fitted(responses)
        members = set(group)
        if len(group) < self._k or members == before:
            return None
        return Publication(
            figure=name,
            selection=selection,
            k=self._k,
            added=tuple(id_ for id_ in group if id_ not in before),
            dropped=tuple(sorted(before - members)),
            counts=dict(Counter(str(given[id_]) for id_ in group if id_ in given)),
            at=self._clock.now_ms(),
        )

    def _publish(self, ready: Iterable[Publication | None]) -> None:
        changes = [put(publication) for publication in ready if publication is not None]
        if not changes:
            return
        try:
            self._store.append(changes, ACTOR)
        except StoreError as error:
            logger.warning("nothing new is published: %s", type(error).__name__)
        self._store.refresh()
        self._replay()

    def _replay(self) -> None:
        """Take in the publications that came since; all of them if some are gone."""
        count = self._store.count(Publication)
        if count == self._replayed:
            return
        if count < self._replayed:  # restored from a copy
            self._figures.clear()
            self._replayed = 0
        for publication in _after(self._store.all(Publication), self._replayed):
            figure = self._figures.setdefault(publication.figure, _Figure(Family(self._k)))
            figure.take_in(publication)
        self._replayed = count


def _after(publications: Iterable[Publication], known: int) -> Iterable[Publication]:
    for place, publication in enumerate(publications):
        if place >= known:
            yield publication


def _spare(missing: int, k: int) -> int:
    """Return how many of the newest answers wait, so that nobody can count who gave none.

    How many people answered anything is printed too, and what it has more than the answers to
    one question are those who skipped it: missing counts are cells too. With those who wait it
    is k more, so 1 to k may have skipped it, as far as can be told; where nobody did, nobody
    waits.
    """
    return k - missing if 0 < missing < k else 0
