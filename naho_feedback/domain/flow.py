"""A network of whole numbers: how far may one of them move if the sums must stay?

A table with its totals is such a network (Cox 1995, "Network models for complementary cell
suppression"): what flows from the rows to the columns are the cells, and at each node as much
comes in as goes out. Numbers that are not known may move along circles; how far is a question
of the largest flow, and because all bounds are whole, so are all answers.
"""

from __future__ import annotations

from collections import deque


class Network:
    """Arcs with a flow between bounds."""

    def __init__(self) -> None:
        self._tails: list[str] = []
        self._heads: list[str] = []
        self._flows: list[int] = []
        self._lows: list[int] = []
        self._highs: list[int | None] = []
        self._at: dict[str, list[int]] = {}

    def add(self, tail: str, head: str, flow: int, low: int, high: int | None) -> int:
        """Add an arc and return its number.

        Args:
            tail: the node that it leaves.
            head: the node that it enters.
            flow: what flows; inside the bounds.
            low: the least that may flow.
            high: the most that may flow; None for no end.
        """
        number = len(self._flows)
        self._tails.append(tail)
        self._heads.append(head)
        self._flows.append(flow)
        self._lows.append(low)
        self._highs.append(high)
        if low != high:  # what cannot move is on no path
            self._at.setdefault(tail, []).append(number)
            self._at.setdefault(head, []).append(number)
        return number

    def freedom(self, number: int, enough: int) -> int:
        """Return how many values an arc's flow can take while the sums stay, at most ``enough``."""
        values = 1
        for step in (1, -1):
            flows = list(self._flows)
            while values < enough and self._moved(flows, number, step):
                values += 1
        return values

    def _moved(self, flows: list[int], number: int, step: int) -> bool:
        """Move one arc by a step and others to make up for it; return whether that was possible."""
        if not self._room(flows, number, step):
            return False
        tail, head = self._tails[number], self._heads[number]
        path = self._path(flows, number, *((head, tail) if step > 0 else (tail, head)))
        if path is None:
            return False
        flows[number] += step
        for arc, change in path:
            flows[arc] += change
        return True

    def _path(
        self, flows: list[int], without: int, start: str, goal: str
    ) -> list[tuple[int, int]] | None:
        """Return arcs, each with +1 or -1, that carry one more from start to goal, or None."""
        came: dict[str, tuple[str, int, int]] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for arc in self._at.get(node, ()):
                if arc == without:
                    continue
                step = 1 if self._tails[arc] == node else -1
                there = self._heads[arc] if step > 0 else self._tails[arc]
                if there == start or there in came or not self._room(flows, arc, step):
                    continue
                came[there] = (node, arc, step)
                if there == goal:
                    return _walk_back(came, goal, start)
                queue.append(there)
        return None

    def _room(self, flows: list[int], arc: int, step: int) -> bool:
        moved = flows[arc] + step
        high = self._highs[arc]
        return moved >= self._lows[arc] and (high is None or moved <= high)


def _walk_back(
    came: dict[str, tuple[str, int, int]], goal: str, start: str
) -> list[tuple[int, int]]:
    path: list[tuple[int, int]] = []
    node = goal
    while node != start:
        node, arc, step = came[node]
        path.append((arc, step))
    return path
