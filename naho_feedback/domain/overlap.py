"""Overlapping groups: what can be told by adding and subtracting what was published of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from naho_feedback.domain.disclosure import K_SCORE

M = TypeVar("M")


@dataclass
class Family(Generic[M]):
    """Groups of people about each of which something was published.

    Whoever knows the groups can add and subtract them. What can be reached that way is made of
    *atoms*: people who lie in the very same groups. As long as no atom has 1 to k-1 people,
    no sum or difference of anything published is about fewer than k. That covers two groups
    that differ by a few, several groups against their total, and the same group day after day.

    Attributes:
        k: fewest people of an atom.
    """

    k: int = K_SCORE
    _atom_of: dict[M, int] = field(default_factory=dict)
    _size: dict[int, int] = field(default_factory=dict)

    def fitted(self, group: Iterable[M], k: int | None = None) -> list[M]:
        """Return the group without the few that would make it differ too little from another.

        Of each atom either nobody, or k people and more, and not all but a few: those who come
        last in ``group`` are left out first. What is left may be published.

        Args:
            group: the people, oldest first.
            k: fewest people of an atom, where it was another at that time.
        """
        k = k or self.k
        parts: dict[int | None, list[M]] = {}
        order: dict[M, int] = {}
        for place, member in enumerate(group):
            order[member] = place
            parts.setdefault(self._atom_of.get(member), []).append(member)
        kept: list[M] = []
        for atom, members in parts.items():
            if atom is not None and len(members) == self._size[atom]:
                kept.extend(members)  # nobody is told apart who was not before
                continue
            rest = 0 if atom is None else self._size[atom] - len(members)
            held_back = k - rest if 0 < rest < k else 0
            if len(members) - held_back >= k:
                kept.extend(members[: len(members) - held_back])
        kept.sort(key=order.__getitem__)
        return kept

    def admits(self, group: Iterable[M], k: int | None = None) -> bool:
        """Whether the whole group may be published."""
        members = list(group)
        return len(self.fitted(members, k)) == len(members)

    def pieces(self, group: Iterable[M]) -> Iterator[set[M]]:
        """Yield the people whom nobody could tell apart before the group was published."""
        members = set(group)
        yield members.difference(self._atom_of)
        for people in self.atoms():
            inside = people & members
            if inside and inside != people:
                yield inside
                yield people - inside

    def atoms(self) -> Iterable[set[M]]:
        """Return the people of each atom."""
        atoms: dict[int, set[M]] = {}
        for member, atom in self._atom_of.items():
            atoms.setdefault(atom, set()).add(member)
        return atoms.values()

    def add(self, group: Iterable[M]) -> None:
        """Take in a group that was published."""
        fresh: dict[int | None, int] = {}
        for member in group:
            before = self._atom_of.get(member)
            if before not in fresh:
                fresh[before] = len(self._size)
                self._size[fresh[before]] = 0
            atom = fresh[before]
            self._atom_of[member] = atom
            self._size[atom] += 1
            if before is not None:
                self._size[before] -= 1
