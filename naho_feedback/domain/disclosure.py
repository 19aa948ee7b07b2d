"""Small groups: which counts of people may be shown.

The rule is that of ``docs/privacy.md``: a cell under k people is hidden, and a line whose
total is known must not let a hidden cell be worked out by subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

K_SCORE: Final = 5
"""Fewest people behind a published count or score."""

K_COMMENT: Final = 10
"""Fewest people behind published comments."""


def hidden_cells(counts: Mapping[str, int], k: int = K_SCORE) -> frozenset[str]:
    """Return the cells of one line, with a visible total, that must be hidden.

    Primary: every cell with 1 to k-1 people. Secondary: while what is hidden is one cell only,
    or fewer than k people together, the smallest visible cell that holds anybody is hidden too.
    Zero is shown, and hidden with the others only by the caller's own wish.

    Args:
        counts: people by cell; negative counts are treated as hidden.
        k: fewest people that may be shown.
    """
    hidden = {cell for cell, n in counts.items() if n < k and n != 0}
    while hidden and (len(hidden) == 1 or sum(counts[cell] for cell in hidden) < k):
        visible = [cell for cell, n in counts.items() if cell not in hidden and n > 0]
        if not visible:
            break
        hidden.add(min(visible, key=lambda cell: (counts[cell], cell)))
    return frozenset(hidden)


def is_small(n: int, k: int = K_SCORE) -> bool:
    """Whether a count of people is too small to be shown alone (zero is not)."""
    return 0 < n < k
