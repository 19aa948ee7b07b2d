"""Typed records over the tables: what every store of ours shares."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from naho_feedback.domain.events import Change, Entry, Op
from naho_feedback.domain.records import Record
from naho_feedback.store import line as lines
from naho_feedback.store.changes import decode_record
from naho_feedback.store.line import Line, Operation
from naho_feedback.store.tables import Tables
from naho_feedback.store.upcasters import upcast

R = TypeVar("R", bound=Record)
Listener = Callable[[tuple[Change, ...], tuple[str, ...]], None]

logger = logging.getLogger(__name__)


class TypedTables:
    """Reads records from tables and tells listeners what was written."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._listeners: list[Listener] = []

    @property
    def version(self) -> int:
        """A number that moves whenever any record changed, here or in another process."""
        return self._tables.version

    def get(self, type_: type[R], id: str) -> R | None:
        """Return a record, or None.

        Raises:
            StoreError: if what is kept does not fit the type.
        """
        raw = self._tables.find(type_.table, id)
        return None if raw is None else decode_record(type_, id, raw)

    def all(self, type_: type[R]) -> Iterator[R]:
        """Yield every record of a table in the order in which they were created.

        Raises:
            StoreError: if what is kept does not fit the type.
        """
        table = self._tables.get(type_.table)
        if table is not None:
            for id_, raw in table.items():
                yield decode_record(type_, id_, raw)

    def count(self, type_: type[Record]) -> int:
        """Return how many records a table holds."""
        table = self._tables.get(type_.table)
        return 0 if table is None else table.count

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener(changes, ids)`` after each transaction of this process.

        It is called once the transaction is durable, in the thread that wrote it, so its own
        failure cannot undo anything: it is logged, and the others are still called.
        """
        self._listeners.append(listener)

    def _tell(self, changes: tuple[Change, ...], ids: tuple[str, ...]) -> None:
        for listener in tuple(self._listeners):
            try:
                listener(changes, ids)
            except Exception:  # the receipt is durable: raising here would invite a second try
                logger.exception("a listener of the store failed")


def entries(written: Iterable[Line]) -> Iterator[Entry]:
    """Yield the changes of lines, oldest first; a cleared table is one removal a document."""
    alive: dict[str, dict[str, None]] = {}
    for line in written:
        for operation in line.operations:
            ids = alive.setdefault(operation.table, {})
            if operation.op in {lines.CLEAR, lines.DROP}:
                for id_ in tuple(ids):
                    yield _entry(line, Operation(lines.REMOVE, operation.table, 1, id_))
                ids.clear()
            elif operation.op in {lines.PUT, lines.PATCH, lines.REMOVE}:
                if operation.op == lines.PUT:
                    ids[str(operation.id)] = None
                elif operation.op == lines.REMOVE:
                    ids.pop(str(operation.id), None)
                yield _entry(line, operation)


def _entry(line: Line, operation: Operation) -> Entry:
    _, body = upcast(operation.table, operation.version, operation.body)
    return Entry(
        event=line.event,
        lamport=line.lamport,
        at=line.unix_ms,
        actor=line.actor,
        op=Op(operation.op),
        table=operation.table,
        id=str(operation.id),
        body=msgspec.json.decode(body),
    )
