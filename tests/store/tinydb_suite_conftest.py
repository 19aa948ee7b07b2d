"""Runs TinyDB's own test-suite on our table and storage.

Copy the ``tests/test_*.py`` of TinyDB's source distribution into an empty folder, this file
beside them as ``conftest.py``, and run pytest there with ``-p no:cacheprovider`` (their own
configuration wants coverage). Every ``TinyDB(path)`` of theirs is then ours, and whatever a
test left behind must read the same from the disk once it is closed and opened again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import JSONStorage, TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import MemoryStorage, Storage

from naho_feedback.store.tiny import JournalStorage, JournalTable

EXPECTED = {
    "test_table_repr": "the name of TinyDB's own class is wanted",
    "test_json_kwargs": "the bytes of a JSON file are wanted",
}
"""What cannot pass, and why; a change of it fails the run."""


class SuiteStorage(JournalStorage):
    """Ours, where their tests name a file and how its JSON is laid out."""

    def __init__(self, path: str | Path, **_layout: object) -> None:
        super().__init__(Path(f"{path}.journal"))


_tinydb: Any = TinyDB  # its class variables are annotated as narrowly as their defaults
_tinydb.table_class = JournalTable
_tinydb.default_storage_class = SuiteStorage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        reason = EXPECTED.get(item.name.partition("[")[0])
        if reason is not None:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


def content(storage: JournalStorage) -> dict[str, dict[str, Any]]:
    """Return every document of every table."""
    return {name: dict(table) for name, table in (storage.read() or {}).items()}


@pytest.fixture(params=["journal", "memory", "json"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TinyDB]:
    path = tmp_path / "test.db"
    if request.param == "memory":
        database = TinyDB(storage=MemoryStorage)
    elif request.param == "json":
        database = TinyDB(path, storage=JSONStorage)
    else:
        database = TinyDB(path)
    database.drop_tables()
    database.insert_multiple({"int": 1, "char": char} for char in "abc")
    yield database
    storage = database.storage
    if isinstance(storage, JournalStorage):
        before = content(storage)
        storage.close()
        again = SuiteStorage(path)
        assert content(again) == before
        assert again.journal.damage == ()
        again.close()


@pytest.fixture
def storage() -> Storage:
    middleware: Any = CachingMiddleware
    wrapped: Storage = middleware(MemoryStorage)()
    return wrapped
