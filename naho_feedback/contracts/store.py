"""The store as services know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from naho_feedback.domain.events import Change, Entry
from naho_feedback.domain.records import Record

R = TypeVar("R", bound=Record)


class Store(Protocol):
    """Typed records on an append-only journal."""

    @property
    def version(self) -> int:
        """A number that moves whenever any record changed, here or in another process."""
        ...

    def append(self, changes: Sequence[Change], actor: str) -> tuple[str, ...]:
        """Write changes as one transaction and return one document id for each.

        What is returned is durable: it survives a power cut from here on.

        Raises:
            StoreError: if it could not be written; nothing of it is kept then.
            NotFoundError: if a patch or removal names a document that is not there.
            PersonalDataError: if a text holds a national health identifier.
        """
        ...

    def get(self, type_: type[R], id: str) -> R | None:
        """Return a record, or None."""
        ...

    def all(self, type_: type[R]) -> Iterator[R]:
        """Yield every record of a table in the order in which they were created."""
        ...

    def count(self, type_: type[Record]) -> int:
        """Return how many records a table holds."""
        ...

    def history(self) -> Iterator[Entry]:
        """Yield every change since the journal began, oldest first."""
        ...

    def refresh(self) -> bool:
        """Take in what other processes wrote; return whether there was anything."""
        ...

    def subscribe(self, listener: Callable[[tuple[Change, ...], tuple[str, ...]], None]) -> None:
        """Call ``listener(changes, ids)`` after each transaction of this process."""
        ...

    def close(self) -> None:
        """Release the files."""
        ...
