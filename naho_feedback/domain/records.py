"""The base of everything that the store keeps."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value kept in one table of the store.

    Attributes:
        machine_made: names of fields that no person types, such as digests; every other text is
            looked through for what must not be kept.
        id: the event that created it, such as ``"A7K2-421"``; ``""`` until it is stored.
    """

    table: ClassVar[str]
    version: ClassVar[int] = 1
    machine_made: ClassVar[frozenset[str]] = frozenset({"id"})
    id: str = ""

    @property
    def receipt(self) -> str:
        """The short form of the id that people see, such as ``"A-421"``."""
        return receipt(self.id)


def receipt(event: str) -> str:
    """Return the short form of an event or record id: ``"A7K2-421"`` gives ``"A-421"``."""
    writer, _, number = event.rpartition("-")
    return f"{writer[:1]}-{number}" if writer else event
