"""The tables: what the journal's lines add up to, each document kept as its raw JSON.

Raw bytes take a third of the memory of dictionaries, the garbage collector need not walk
them, and whoever reads a document gets a fresh object that cannot reach back into the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from naho_feedback.store import line as lines
from naho_feedback.store.line import Line, Operation
from naho_feedback.store.upcasters import UPCASTERS, upcast

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENCODER: Final = msgspec.json.Encoder()


def patched(document: bytes, fields: bytes | msgspec.Raw) -> bytes:
    """Return the document with some fields replaced; both are JSON objects."""
    return _ENCODER.encode({**_FIELDS.decode(document), **_FIELDS.decode(fields)})


class Documents:
    """The documents of one table, in the order in which they were created.

    Attributes:
        raw: JSON by id; None where a document was removed, so that an undo finds its old place.
        gone: the ids that were removed.
        version: the newest schema version seen.
        last_number: the highest whole number used as an id, for TinyDB's own kind of table.
    """

    __slots__ = ("gone", "last_number", "raw", "version")

    def __init__(self) -> None:
        self.raw: dict[str, bytes | None] = {}
        self.gone: set[str] = set()
        self.version = 1
        self.last_number = 0

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self.raw) - len(self.gone)

    def get(self, id: str) -> bytes | None:
        """Return a document's JSON, or None."""
        return self.raw.get(id)

    def ids(self) -> list[str]:
        """Return the ids as they stand now."""
        return [id_ for id_, _raw in self.items()]

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Yield id and JSON as they stand now, whatever other threads write meanwhile."""
        for id_, raw in self.raw.copy().items():
            if raw is not None:
                yield id_, raw

    def put(self, id: str, raw: bytes) -> None:
        """Add or replace a document."""
        self.gone.discard(id)
        self.raw[id] = raw

    def remove(self, id: str) -> None:
        """Remove a document if it is there."""
        if self.raw.get(id) is not None:
            self.raw[id] = None
            self.gone.add(id)

    def clear(self) -> None:
        """Forget every document and start counting again."""
        self.raw = {}
        self.gone = set()
        self.last_number = 0


class Tables:
    """All tables, and a version that moves with every line taken in."""

    def __init__(self) -> None:
        self.version = 0
        self._tables: dict[str, Documents] = {}

    def names(self) -> list[str]:
        """Return the names of the tables in the order in which they were first used."""
        return list(self._tables)

    def get(self, name: str) -> Documents | None:
        """Return a table, or None."""
        return self._tables.get(name)

    def find(self, name: str, id: str) -> bytes | None:
        """Return a document's JSON, or None."""
        table = self._tables.get(name)
        return table.get(id) if table is not None else None

    def take_in(self, taken: Sequence[Line]) -> None:
        """Apply lines in their order."""
        name = version = table = None
        rows: dict[str, bytes | None] = {}
        gone: set[str] = set()
        for line in taken:
            id_ = line.id
            # Nearly every line adds to the table of the line before: no call for these.
            if (
                table is not None
                and line.op == lines.PUT
                and line.table == name
                and line.version == version
                and isinstance(id_, str)
                and id_ not in gone
            ):
                rows[id_] = bytes(line.body)
                continue
            self._apply_line(line)
            name, version = line.table, line.version
            table = None if UPCASTERS or name is None else self._tables.get(name)
            if table is not None:
                rows, gone = table.raw, table.gone
        self.version += 1

    def take_in_one(self, line: Line) -> None:
        """Apply the line that was just written."""
        self._apply_line(line)
        self.version += 1

    def reset(self) -> None:
        """Forget everything; the version still moves on."""
        self._tables = {}
        self.version += 1

    def _apply_line(self, line: Line) -> None:
        if line.op == lines.PUT and line.table is not None and line.version is not None:
            self._put(line.table, line.version, line.id, line.body)
        else:
            for operation in line.operations:
                self._apply(operation)

    def _put(self, name: str, version: int, id_: str | int | None, body: msgspec.Raw) -> None:
        table = self._tables.get(name)
        if table is None:
            table = self._tables[name] = Documents()
        if UPCASTERS:  # a call for each line would cost a tenth of an opening
            version, body = upcast(name, version, body)
        if version > table.version:
            table.version = version
        if isinstance(id_, int):
            table.last_number = max(table.last_number, id_)
        table.put(str(id_), bytes(body))

    def _apply(self, operation: Operation) -> None:
        name, id_ = operation.table, str(operation.id)
        if operation.op == lines.PUT:
            self._put(name, operation.version, operation.id, operation.body)
        elif operation.op == lines.DROP:
            self._tables.pop(name, None)
        elif operation.op == lines.CLEAR:
            self._tables.setdefault(name, Documents()).clear()
        elif (table := self._tables.get(name)) is None:
            return  # a patch or removal of something this file never had; the line stays
        elif operation.op == lines.REMOVE:
            table.remove(id_)
        elif operation.op == lines.PATCH and (document := table.get(id_)) is not None:
            _, body = upcast(name, operation.version, operation.body)
            table.put(id_, patched(document, body))
