"""The store: typed records on an append-only journal, or in memory."""

from __future__ import annotations

from pathlib import Path

from naho_feedback.store.memory import MemoryStore
from naho_feedback.store.place import check_place
from naho_feedback.store.quarantine import Damage
from naho_feedback.store.records import JournalStore

__all__ = ["Damage", "JournalStore", "MemoryStore", "open_store"]


def open_store(data_dir: Path, label: str = "A") -> JournalStore:
    """Open the store of a workspace's data folder, making it if it is not there.

    Args:
        data_dir: the workspace's ``data`` folder.
        label: the laptop's letter; it starts the events of a new journal and is not looked at
            for one that exists.

    Raises:
        StoreError: if it cannot be opened, is no journal, is of a newer version, or stands on a
            network drive or in a synchronised folder; see :mod:`naho_feedback.store.place`.
        ValueError: if the label is not one letter or digit.
    """
    check_place(data_dir)
    return JournalStore(data_dir, label)
