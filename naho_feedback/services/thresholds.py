"""The smallest groups that are shown: they may be raised, and never fall below a promise.

Whoever answers reads that nothing is shown for fewer than k people. A lower k in ``naho.toml``
afterwards would break that word, so what was promised at the first answer is in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from naho_feedback.contracts.store import Store
from naho_feedback.domain.disclosure import K_COMMENT, K_SCORE
from naho_feedback.domain.events import Change, put
from naho_feedback.domain.publications import Threshold
from naho_feedback.services.clock import Clock


@dataclass(frozen=True)
class Thresholds:
    """Fewest people behind a count or score, and behind published comments.

    Raises:
        ValueError: if one is under the least that is ever allowed.
    """

    k_score: int = K_SCORE
    k_comment: int = K_COMMENT

    def __post_init__(self) -> None:
        """Refuse what is under the least."""
        if self.k_score < K_SCORE or self.k_comment < K_COMMENT:
            msg = f"k={self.k_score}, {self.k_comment} is under {K_SCORE}, {K_COMMENT}"
            raise ValueError(msg)

    def at_least(self, other: Thresholds) -> Thresholds:
        """Return the higher of both, each for itself."""
        return Thresholds(max(self.k_score, other.k_score), max(self.k_comment, other.k_comment))


LEAST: Final = Thresholds()
"""The least that is ever allowed."""


def promised(store: Store) -> Thresholds:
    """Return what people were promised so far; the least where nobody answered yet."""
    so_far = LEAST
    for kept in store.all(Threshold):
        so_far = so_far.at_least(
            Thresholds(max(kept.k_score, K_SCORE), max(kept.k_comment, K_COMMENT))
        )
    return so_far


def promise(store: Store, configured: Thresholds, clock: Clock) -> list[Change]:
    """Return what is to be written beside an answer, so that its promise is kept.

    Args:
        store: the records.
        configured: what ``naho.toml`` asks for, and the questionnaire says.
        clock: the time.
    """
    before = promised(store)
    higher = before.at_least(configured)
    if higher == before:
        return []
    return [put(Threshold(k_score=higher.k_score, k_comment=higher.k_comment, at=clock.now_ms()))]
