"""A draft of a table: what TinyDB's updaters work on, so that only the difference is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from naho_feedback.store import line as lines
from naho_feedback.store.changes import decode_document, encode_document
from naho_feedback.store.line import Operation
from naho_feedback.store.tables import Documents


class Draft(MutableMapping[Any, dict[str, Any]]):
    """A table as TinyDB's updaters want it; remembers what they touch and writes nothing.

    Args:
        documents: the table as it is.
        id_class: what turns a key into TinyDB's document id.
    """

    def __init__(self, documents: Documents, id_class: Callable[[str], Any]) -> None:
        self._documents = documents
        self._id_class = id_class
        self._touched: dict[Any, dict[str, Any]] = {}
        self._gone: dict[Any, None] = {}
        self._cleared = False

    def __getitem__(self, key: Any) -> dict[str, Any]:
        if key in self._touched:
            return self._touched[key]
        raw = self._before(key)
        if raw is None:
            raise KeyError(key)
        document = self._touched[key] = decode_document(raw)
        return document

    def __setitem__(self, key: Any, document: dict[str, Any]) -> None:
        self._touched[key] = document
        self._gone.pop(key, None)

    def __delitem__(self, key: Any) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched.pop(key, None)
        self._gone[key] = None

    def __contains__(self, key: object) -> bool:
        return key in self._touched or self._before(key) is not None

    def __iter__(self) -> Iterator[Any]:
        kept = [] if self._cleared else [self._id_class(key) for key in self._documents.ids()]
        yield from (key for key in kept if key not in self._gone)
        known = set(kept)
        yield from (key for key in self._touched if key not in known)

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def clear(self) -> None:
        """Remove every document."""
        self._touched.clear()
        self._gone.clear()
        self._cleared = True

    def _before(self, key: object) -> bytes | None:
        hidden = self._cleared or key in self._gone
        return None if hidden else self._documents.get(str(key))

    def operations(self, name: str, *, is_new: bool) -> list[Operation]:
        """Return what turns the table into this draft."""
        version = self._documents.version
        operations = []
        if is_new or self._cleared:
            operations.append(Operation(lines.CLEAR, name, version, 0))
        operations += (
            Operation(lines.REMOVE, name, version, key)
            for key in self._gone
            if self._documents.get(str(key)) is not None
        )
        for key, document in self._touched.items():
            body = encode_document(document)
            if self._before(key) != bytes(body):
                operations.append(Operation(lines.PUT, name, version, key, body))
        return operations
