"""A store without a file, for tests and for trying things out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from threading import RLock
from typing import Final

from naho_feedback.domain.events import Change, Entry
from naho_feedback.store.changes import operations_for
from naho_feedback.store.line import Line, make_line
from naho_feedback.store.tables import Tables
from naho_feedback.store.typed import TypedTables, entries

WRITER: Final = "M000"


class MemoryStore(TypedTables):
    """The contract of :class:`naho_feedback.contracts.store.Store`, kept in memory.

    Ids are ``"M000-1"``, ``"M000-2"`` and so on; nothing outlives the process.

    Args:
        clock: returns Unix time in milliseconds.
    """

    writer: str = WRITER

    def __init__(self, clock: Callable[[], int] | None = None) -> None:
        super().__init__(Tables())
        self._clock = clock if clock is not None else _now
        self._lines: list[Line] = []
        self._next = 1
        self._mutex = RLock()

    def append(self, changes: Sequence[Change], actor: str) -> tuple[str, ...]:
        """Write changes as one transaction and return one document id for each.

        Raises:
            StoreError: if a value cannot be kept; nothing of it is kept then.
            NotFoundError: if a patch or removal names a document that is not there.
        """
        asked = tuple(changes)
        if not asked:
            return ()
        with self._mutex:
            operations = operations_for(asked, self._tables.find)
            lamport = len(self._lines) + 1
            line = make_line(WRITER, self._next, lamport, self._clock(), actor, operations)
            self._tables.take_in([line])
            self._lines.append(line)
            self._next += len(operations)
        ids = tuple(str(operation.id) for operation in line.operations)
        self._tell(asked, ids)
        return ids

    def history(self) -> Iterator[Entry]:
        """Yield every change since the store was made, oldest first."""
        return entries(tuple(self._lines))

    def refresh(self) -> bool:
        """Return False: nobody else writes here."""
        return False

    def close(self) -> None:
        """Do nothing; there is no file."""


def _now() -> int:
    return time.time_ns() // 1_000_000
