"""The store of the app: typed records on the journal, with TinyDB's tables beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from naho_feedback.domain.events import Change, Entry
from naho_feedback.store.changes import operations_for
from naho_feedback.store.generations import SEAL_AT
from naho_feedback.store.journal import now
from naho_feedback.store.quarantine import Damage
from naho_feedback.store.tiny import NahoDB
from naho_feedback.store.typed import TypedTables, entries


class JournalStore(TypedTables):
    """The contract of :class:`naho_feedback.contracts.store.Store`, on disk.

    Args:
        folder: the data folder; made if it is not there.
        label: the laptop's letter, used when the journal is made.
        clock: returns Unix time in milliseconds.
        seal_at: bytes after which a journal file is sealed and the next one begun.

    Attributes:
        db: TinyDB's view of the same tables.

    Raises:
        StoreError: if it cannot be opened, is no journal, or is of a newer version.
        ValueError: if the label is not one letter or digit.
    """

    def __init__(
        self,
        folder: Path,
        label: str = "A",
        clock: Callable[[], int] = now,
        seal_at: int = SEAL_AT,
    ) -> None:
        self.db = NahoDB(folder, label=label, clock=clock, seal_at=seal_at)
        self._journal = self.db.journal
        super().__init__(self._journal.tables)

    @property
    def writer(self) -> str:
        """The start of every event written on this laptop, such as ``"A7K2"``."""
        return self._journal.writer

    @property
    def lamport(self) -> int:
        """The number of the last entry in the order of all laptops; 0 for an empty journal."""
        return self._journal.lamport

    @property
    def damage(self) -> tuple[Damage, ...]:
        """What was found that is not what was written; empty for a sound journal."""
        return self._journal.damage

    def append(self, changes: Sequence[Change], actor: str) -> tuple[str, ...]:
        """Write changes as one transaction and return one document id for each.

        What is returned is durable: it survives a power cut from here on.

        Raises:
            StoreError: if it could not be written; nothing of it is kept then.
            NotFoundError: if a patch or removal names a document that is not there.
        """
        asked = tuple(changes)
        if not asked:
            return ()
        with self._journal.transaction():
            operations = operations_for(asked, self._tables.find)
            ids = tuple(map(str, self._journal.append(operations, actor)))
        self._tell(asked, ids)
        return ids

    def history(self) -> Iterator[Entry]:
        """Yield every change since the journal began, oldest first, read from the disk.

        Raises:
            StoreError: if it cannot be read.
        """
        return entries(self._journal.lines())

    def refresh(self) -> bool:
        """Take in what other processes wrote; return whether there was anything.

        Raises:
            StoreError: if the file cannot be read.
        """
        return self._journal.refresh()

    def close(self) -> None:
        """Release the files; a second time does nothing."""
        self.db.close()
