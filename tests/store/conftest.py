"""Stores to test: in memory, on disk, and on disk with a look back after every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from naho_feedback.domain.events import Entry, put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import Record
from naho_feedback.domain.responses import Response, Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.store import JournalStore, MemoryStore, disk, open_store

TYPES: tuple[type[Record], ...] = (Note, Session, Visit, Response)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder that is not there yet."""
    return tmp_path / "dossier" / "data"


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, where a test opens a store hundreds of times."""
    monkeypatch.setattr(disk, "sync", lambda _fd: None)
    monkeypatch.setattr(disk, "sync_folder", lambda _folder: None)


@pytest.fixture
def journal(folder: Path) -> Iterator[JournalStore]:
    """Return a new store on disk."""
    store = open_store(folder)
    yield store
    store.close()


@pytest.fixture(params=["memory", "journal"])
def store(request: pytest.FixtureRequest, folder: Path) -> Iterator[MemoryStore | JournalStore]:
    """Return each kind of store; what a test leaves on disk must read the same afterwards."""
    if request.param == "memory":
        yield MemoryStore()
        return
    store = open_store(folder)
    yield store
    before = content(store), list(store.history())
    store.close()
    again = open_store(folder)
    assert (content(again), list(again.history())) == before
    assert again.damage == ()
    again.close()


def content(store: MemoryStore | JournalStore) -> dict[str, list[Record]]:
    """Return every record of every table, in order."""
    return {type_.table: list(store.all(type_)) for type_ in TYPES}


def write_notes(store: JournalStore, *texts: str) -> list[str]:
    """Add notes, one transaction each, and return their ids."""
    return [store.append([put(Note(text=text))], "wall")[0] for text in texts]


def texts(store: MemoryStore | JournalStore) -> list[str]:
    """Return the notes' texts, in order."""
    return [note.text for note in store.all(Note)]


def bodies(entries: Iterator[Entry]) -> list[object]:
    """Return what the changes carried."""
    return [entry.body for entry in entries]
