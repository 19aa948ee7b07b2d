"""Where a note lay before: read from the journal when somebody asks."""

from __future__ import annotations

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Op
from naho_feedback.domain.themes import UNSORTED, Placement


class PlacementStep(msgspec.Struct, frozen=True, kw_only=True):
    """A note came to lie somewhere.

    Attributes:
        at: Unix time in milliseconds.
        theme: the theme's id as it was then, :data:`UNSORTED` for to be sorted.
        locked: whether a person decided.
    """

    at: int
    theme: str
    locked: bool


def placement_steps(store: Store, note: str) -> list[PlacementStep]:
    """Return where a note lay, oldest first; words that changed alone are no step.

    Args:
        store: whose journal is read; call it in a thread.
        note: the note's id.

    Raises:
        StoreError: if it cannot be read.
    """
    steps: list[PlacementStep] = []
    ids: set[str] = set()
    for entry in store.history():
        if entry.table != Placement.table:
            continue
        body = entry.body or {}
        if entry.op == Op.PUT and body.get("note") == note:
            ids.add(entry.id)
            theme, locked = str(body.get("theme", UNSORTED)), bool(body.get("locked"))
        elif entry.op == Op.REMOVE and entry.id in ids:
            theme, locked = UNSORTED, False
        else:
            continue
        if not steps or (steps[-1].theme, steps[-1].locked) != (theme, locked):
            steps.append(PlacementStep(at=entry.at, theme=theme, locked=locked))
    return steps
