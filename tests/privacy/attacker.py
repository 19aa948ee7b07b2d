"""An attacker: knows all that is printed, how the rules work, and how to reckon.

It shares no code with the product. For tables it works out, exactly and in whole numbers, the
least and the most that each hidden count can be; for groups it finds what can be told by adding
and subtracting, by linear algebra over fractions.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from naho_feedback.domain.views import Count, Hidden

Known = tuple[int, int]
"""The least and the most that a number can be, as far as it is printed."""

ENDLESS = 10**6

UNLISTED = Count(None)
"""A cell that is printed nowhere, and might hold anybody."""


@dataclass(frozen=True)
class Printed:
    """One table as it is printed; a line is a table of one row.

    Attributes:
        total: the total of all, where it is shown.
        cells: by row and column.
        rows: the totals of the rows; empty for a line.
        columns: the totals of the columns; empty for a line.
    """

    total: int
    cells: Mapping[tuple[str, str], Count]
    rows: Mapping[str, Count] = field(default_factory=dict)
    columns: Mapping[str, Count] = field(default_factory=dict)


def shown_small(table: Printed, k: int, *, zero: bool) -> list[str]:
    """Return the counts of 1 to k-1 people that are simply printed."""
    least = 1 if zero else 0
    everything = {**{str(c): n for c, n in table.cells.items()}, **table.rows, **table.columns}
    return [name for name, n in everything.items() if n.value is not None and least <= n.value < k]


def narrowed(table: Printed, k: int) -> dict[str, Known]:
    """Return the hidden counts of which fewer than k values are left, with what is left."""
    flow = _Flow()
    names: dict[int, str] = {}

    def arc(tail: str, head: str, count: Count, group: Iterable[Count]) -> None:
        number = flow.add(tail, head, *_known(count, group, k))
        if count.value is None:
            names[number] = f"{tail}>{head}"

    for (row, column), count in table.cells.items():
        head = f"c{column}" if table.columns else "out"
        tail = f"r{row}" if table.rows else "in"
        arc(tail, head, count, table.cells.values())
    for row, count in table.rows.items():
        arc("in", f"r{row}", count, table.rows.values())
    for column, count in table.columns.items():
        arc(f"c{column}", "out", count, table.columns.values())
    flow.add("out", "in", table.total, table.total)
    flow.settle()
    ranges = {name: flow.range_of(number) for number, name in names.items()}
    return {name: found for name, found in ranges.items() if found[1] - found[0] + 1 < k}


def few_together(table: Printed, k: int) -> list[str]:
    """Return the lines whose hidden cells are 1 to k-1 people together."""
    lines: list[tuple[str, int | None, list[Count]]] = []
    if not table.rows:
        lines.append(("line", table.total, list(table.cells.values())))
    for place, totals in ((0, table.rows), (1, table.columns)):
        for name, count in totals.items():
            lines.append(
                (name, count.value, [n for c, n in table.cells.items() if c[place] == name])
            )
    found = []
    for name, total, group in lines:
        shown = [n.value for n in group if n.value is not None]
        if total is not None and len(shown) < len(group) and 0 < total - sum(shown) < k:
            found.append(name)
    return found


def _known(count: Count, group: Iterable[Count], k: int) -> Known:
    if count.value is not None:
        return count.value, count.value
    if count == UNLISTED:
        return 0, ENDLESS
    if count.hidden == Hidden.SMALL:
        return 0, k - 1
    # Where small cells are called small, the others that are hidden are not.
    telling = any(other.hidden == Hidden.SMALL for other in group)
    return (k, ENDLESS) if telling else (0, ENDLESS)


class _Flow:
    """Whole numbers between bounds on the arcs of a network; as much leaves a node as enters."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.room: list[int] = []
        self.out: dict[str, list[int]] = defaultdict(list)
        self.low: list[int] = []

    def add(self, tail: str, head: str, low: int, high: int) -> int:
        number = len(self.low)
        self.low.append(low)
        for node, room in ((head, high - low), (tail, 0)):
            self.out[tail if node == head else head].append(len(self.heads))
            self.heads.append(node)
            self.room.append(room)
        return number

    def settle(self) -> None:
        """Find any numbers that fit, as the least of each arc plus what flows above it."""
        want: dict[str, int] = defaultdict(int)
        for number, low in enumerate(self.low):
            want[self.heads[2 * number]] += low
            want[self.heads[2 * number + 1]] -= low
        start, goal = "*start", "*goal"
        extra = [
            self.add(start, node, 0, n) if n > 0 else self.add(node, goal, 0, -n)
            for node, n in list(want.items())
        ]
        need = sum(n for n in want.values() if n > 0)
        assert self._push(start, goal, need) == need, "what is printed contradicts itself"
        for number in extra:
            self.room[2 * number] = self.room[2 * number + 1] = 0

    def range_of(self, number: int) -> Known:
        ends = []
        for forward in (True, False):
            saved = list(self.room)
            tail, head = self.heads[2 * number + 1], self.heads[2 * number]
            own = self.room[2 * number] if forward else self.room[2 * number + 1]
            self.room[2 * number] = self.room[2 * number + 1] = 0
            moved = self._push(*((head, tail) if forward else (tail, head)), own)
            self.room = saved
            ends.append(moved)
        value = self.low[number] + self.room[2 * number + 1]
        return value - ends[1], value + ends[0]

    def _push(self, start: str, goal: str, most: int) -> int:
        sent = 0
        while sent < most:
            came: dict[str, int] = {}
            queue = deque([start])
            while queue and goal not in came:
                node = queue.popleft()
                for arc in self.out[node]:
                    there = self.heads[arc]
                    if self.room[arc] and there != start and there not in came:
                        came[there] = arc
                        queue.append(there)
            if goal not in came:
                break
            path, node = [], goal
            while node != start:
                path.append(came[node])
                node = self.heads[came[node] ^ 1]
            step = min(most - sent, *(self.room[arc] for arc in path))
            for arc in path:
                self.room[arc] -= step
                self.room[arc ^ 1] += step
            sent += step
        return sent


# ---- groups ------------------------------------------------------------------------------


def fixed_groups(
    groups: Sequence[Iterable[Hashable]], k: int, weights: Mapping[Hashable, int] | None = None
) -> list[int]:
    """Return the sizes of groups of 1 to k-1 people of which the sum of anything can be told.

    Args:
        groups: who is in each group about which a sum was published.
        k: fewest people.
        weights: people behind each member, none perhaps, which is not known; one where it is None.
    """
    sets = [frozenset(group) for group in groups]
    atoms: dict[tuple[bool, ...], int] = defaultdict(int)
    for member in frozenset().union(*sets):
        atoms[tuple(member in group for group in sets)] += 1 if weights is None else weights[member]
    basis = _row_basis([[Fraction(key[i]) for key in atoms] for i in range(len(sets))])
    few = [(place, n) for place, n in enumerate(atoms.values()) if n < k]
    found = []
    for size in range(1, k):
        for chosen in combinations(few, size):
            people = sum(n for _place, n in chosen)
            if 0 < people < k and _is_spanned(basis, {place for place, _n in chosen}, len(atoms)):
                found.append(people)
    return found


def one_sided_groups(groups: Sequence[Iterable[str]], sides: Mapping[str, object], few: int) -> int:
    """Return how many groups of few people, who all answered alike, can be told apart.

    Args:
        groups: who is in each group of which the favourable answers are printed.
        sides: whether each answered favourably.
        few: more people than this are no longer each known.
    """
    sets = [frozenset(group) for group in groups]
    atoms: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for member in frozenset[str]().union(*sets):
        atoms[tuple(member in group for group in sets)].add(member)
    basis = _row_basis([[Fraction(key[i]) for key in atoms] for i in range(len(sets))])
    return sum(
        len(people) < few
        and len({sides[member] for member in people}) == 1
        and _is_spanned(basis, {place}, len(atoms))
        for place, people in enumerate(atoms.values())
    )


def _row_basis(rows: Iterable[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        left = _reduced(basis, row)
        pivot = next((i for i, value in enumerate(left) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / left[pivot] for value in left]))
    return basis


def _reduced(basis: Sequence[tuple[int, list[Fraction]]], row: list[Fraction]) -> list[Fraction]:
    left = list(row)
    for pivot, unit in basis:
        if left[pivot]:
            factor = left[pivot]
            left = [a - factor * b for a, b in zip(left, unit, strict=True)]
    return left


def _is_spanned(basis: Sequence[tuple[int, list[Fraction]]], places: set[int], width: int) -> bool:
    wanted = [Fraction(place in places) for place in range(width)]
    return not any(_reduced(basis, wanted))


# ---- time --------------------------------------------------------------------------------


def narrowed_over_time(prints: Sequence[Printed], k: int) -> list[str]:
    """Return the hidden counts of which fewer than k values are left to who kept every print.

    Each print is a line with its total; people come to cells and do not go. As a network: who
    comes between two prints goes to some cell, each cell hands its people on to the next print.
    """
    flow = _Flow()
    names: dict[int, str] = {}
    before = 0
    cells = [column for _row, column in prints[-1].cells]
    for time, line in enumerate(prints):
        flow.add("in", f"new {time}", line.total - before, line.total - before)
        before = line.total
        for column in cells:
            flow.add(f"new {time}", f"{column} {time}", 0, ENDLESS)
            count = line.cells.get(("", column), Count(0))
            onward = f"{column} {time + 1}" if time + 1 < len(prints) else "out"
            number = flow.add(f"{column} {time}", onward, *_known(count, line.cells.values(), k))
            if count.value is None:
                names[number] = f"{column} at {time}"
    flow.add("out", "in", before, before)
    flow.settle()
    ranges = {name: flow.range_of(number) for number, name in names.items()}
    return [f"{name}: {found}" for name, found in ranges.items() if found[1] - found[0] + 1 < k]
