"""A line of counts over time: what all that was ever printed of it tells together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naho_feedback.domain.disclosure import K_SCORE, Mark, bounds
from naho_feedback.domain.flow import Network


@dataclass(frozen=True)
class LineState:
    """A line as it was printed at one time, with its total.

    Attributes:
        counts: people by cell.
        marks: what was said of each cell.
        k: fewest people that were shown at that time.
    """

    counts: Mapping[str, int]
    marks: Mapping[str, Mark]
    k: int = K_SCORE

    @property
    def is_open(self) -> bool:
        """Whether every cell was shown; what was before then tells no more than this."""
        return not any(self.marks.values())


def history_is_safe(states: Sequence[LineState], k: int = K_SCORE) -> bool:
    """Whether every hidden cell of every state could hold k different numbers.

    As far as anybody can tell who kept all states, and knows that people come and do not go.
    That is a network: who comes between two states goes to some cell, and each cell hands its
    people on to the next state.

    Args:
        states: oldest first; no cell ever loses people.
        k: fewest different numbers.

    Raises:
        ValueError: if a cell loses people.
    """
    cells = tuple(dict.fromkeys(cell for state in states for cell in state.counts))
    network = Network()
    hidden: list[int] = []
    for time, state in enumerate(states):
        before = states[time - 1].counts if time else {}
        came = {cell: state.counts.get(cell, 0) - before.get(cell, 0) for cell in cells}
        if min(came.values(), default=0) < 0:
            msg = "a cell lost people"
            raise ValueError(msg)
        total = sum(came.values())
        network.add("in", f"{time}", total, total, total)
        for cell, n in came.items():
            network.add(f"{time}", f"{cell}@{time}", n, 0, None)
            there = state.counts.get(cell, 0)
            mark = state.marks.get(cell, Mark.SHOWN)
            onward = f"{cell}@{time + 1}" if time + 1 < len(states) else "out"
            arc = network.add(f"{cell}@{time}", onward, there, *bounds(there, mark, state.k))
            if mark:
                hidden.append(arc)
    everybody = sum(states[-1].counts.values()) if states else 0
    network.add("out", "in", everybody, everybody, everybody)
    return all(network.freedom(arc, k) >= k for arc in hidden)
