"""Events: what happened, as the journal numbers it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from naho_feedback.domain.records import Record


class Actor(StrEnum):
    """Who wrote an event; a plugin's own name stands for itself, a login never does."""

    WALL = "wall"
    KIOSK = "kiosk"
    COMMAND = "command"
    IMPORT = "import"


class Op(StrEnum):
    """What an operation does to a document."""

    PUT = "put"
    PATCH = "patch"
    REMOVE = "remove"


class Change(msgspec.Struct, frozen=True):
    """One change asked of a store; see :func:`put`, :func:`patch` and :func:`remove`."""

    op: Op
    type: type[Record]
    id: str
    record: Record | None = None
    fields: dict[str, Any] = {}


class Entry(msgspec.Struct, frozen=True):
    """One change as it stands in the journal.

    Attributes:
        event: writer and number of the line's first operation.
        at: Unix time in milliseconds; for display only.
        actor: an :class:`Actor` or a plugin's name.
        id: the document's id.
        body: the document (put), its changed fields (patch), or None (remove).
    """

    event: str
    lamport: int
    at: int
    actor: str
    op: Op
    table: str
    id: str
    body: dict[str, Any] | None


class Happened(msgspec.Struct, frozen=True):
    """What plugins are told of an event: which record changed, never what it says."""

    kind: Op
    table: str
    id: str


class Undo(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Names the event that its own transaction takes back."""

    table: ClassVar[str] = "undos"
    of: str = ""


def put(record: Record, id: str = "") -> Change:
    """Ask for a new record, or for ``id`` to be replaced by it."""
    return Change(Op.PUT, type(record), id, record)


def patch(type_: type[Record], id: str, **fields: Any) -> Change:
    """Ask for some fields of a record to change."""
    return Change(Op.PATCH, type_, id, fields=fields)


def remove(type_: type[Record], id: str) -> Change:
    """Ask for a record to go."""
    return Change(Op.REMOVE, type_, id)
