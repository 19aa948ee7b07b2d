"""What is written at the door, one after another, and what can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.errors import NahoError, NotFoundError
from naho_feedback.services.door import DoorCounts
from naho_feedback.tui.screens.wall_writes import InOrder

R = TypeVar("R")

Stored: TypeAlias = Visit | UniqueVisitors


@dataclass(frozen=True)
class Standing:
    """What a day looks like.

    Attributes:
        counts: its entries.
        last: what taking back would take, or None.
        version: the store's when it was read.
    """

    counts: DoorCounts
    last: Stored | None
    version: int


class DoorWrites:
    """Calls the services in the order of the keys, each durable before the next.

    What this screen stored is remembered, newest last, so that taking back never takes what
    somebody else counts beside it. Only the writing thread changes that memory.

    Args:
        naho: the workspace's services.
    """

    def __init__(self, naho: Naho) -> None:
        self._naho = naho
        self._done: list[Stored] = []
        self.queue = InOrder("door")

    def read(self) -> Standing:
        """Return how today stands; may be called in any thread."""
        version = self._naho.store.version
        counts = self._naho.door.counts()
        done = tuple(self._done)
        return Standing(counts, done[-1] if done else counts.last, version)

    def count(self, site: str, role: str, day: str) -> Visit:
        """Store one entry.

        Raises:
            NahoError: if it could not be kept.
        """
        visit = self._naho.capture.add_visit(site, role=role, day=day, actor=Actor.WALL)
        self._done.append(visit)
        return visit

    def take_back(self) -> Stored:
        """Take back what this screen stored last, else the last entry of today.

        Raises:
            RefusedError: if there is nothing.
            NotFoundError: if somebody took it back already.
        """
        door = self._naho.door
        if not self._done:
            return door.undo(actor=Actor.WALL)
        last = self._done[-1]
        try:
            door.take_back(last, actor=Actor.WALL)
        except NotFoundError:
            self._done.pop()
            raise
        self._done.pop()
        return last

    def enter_total(
        self, site: str, count: int, *, role: str, day: str, source: str, whole: bool
    ) -> Visit:
        """Store a total, after every key pressed before; waits for it.

        Raises:
            NahoError: as :meth:`naho_feedback.services.door.Door.enter_total`.
        """

        def task() -> Visit:
            visit = self._naho.door.enter_total(
                site, count, role=role, day=day, source=source, whole=whole, actor=Actor.WALL
            )
            self._done.append(visit)
            return visit

        return self._in_turn(task, "enter a total")

    def declare(self, first: str, last: str, source: str) -> UniqueVisitors:
        """Store that entries are different people; waits for it.

        Raises:
            NahoError: as :meth:`naho_feedback.services.capture.Capture.declare_unique`.
        """

        def task() -> UniqueVisitors:
            declared = self._naho.capture.declare_unique(first, last, source, actor=Actor.WALL)
            self._done.append(declared)
            return declared

        return self._in_turn(task, "declare people")

    def _in_turn(self, task: Callable[[], R], doing: str) -> R:
        waited: Future[R] = Future()

        def failed(error: NahoError) -> None:
            waited.set_exception(error)

        self.queue.do(task, waited.set_result, failed, doing=doing)
        return waited.result()
