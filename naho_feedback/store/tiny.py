"""TinyDB on the journal: a storage and two kinds of table, through its documented openings.

TinyDB hands a whole database to its storage for each write. Our tables append only what
changed instead; on any other storage :class:`JournalTable` falls back to TinyDB's own methods.
Every read takes in what other processes wrote, and drops the query cache if there was any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from naho_feedback.store import line as lines
from naho_feedback.store.changes import decode_document, encode_document
from naho_feedback.store.draft import Draft
from naho_feedback.store.generations import SEAL_AT
from naho_feedback.store.journal import Journal, now
from naho_feedback.store.line import Operation
from naho_feedback.store.tables import Documents

ACTOR: Final = "tinydb"
"""Who wrote what came through TinyDB's own methods."""


class TableView(Mapping[str, dict[str, Any]]):
    """A table as TinyDB reads it: ids are texts, a document is decoded when it is looked at."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents

    def __getitem__(self, key: str) -> dict[str, Any]:
        raw = self.documents.get(key)
        if raw is None:
            raise KeyError(key)
        return decode_document(raw)

    def __iter__(self) -> Iterator[str]:
        return iter(self.documents.ids())

    def __len__(self) -> int:
        return self.documents.count


class JournalStorage(Storage):
    """TinyDB's storage interface over a journal.

    Args:
        path: the data folder; made if it is not there.
        label: the laptop's letter, used when the journal is made.
        clock: returns Unix time in milliseconds.

    Raises:
        StoreError: if it cannot be opened, is no journal, or is of a newer version.
    """

    def __init__(
        self,
        path: str | Path,
        label: str = "A",
        clock: Callable[[], int] = now,
        seal_at: int = SEAL_AT,
    ) -> None:
        self.journal = Journal(Path(path), label, clock, seal_at)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table by name, or None where there is none."""
        self.journal.refresh()
        tables = self.journal.tables
        found = {
            name: TableView(documents)
            for name in tables.names()
            if (documents := tables.get(name)) is not None
        }
        return cast("dict[str, dict[str, Any]] | None", found or None)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the database look like ``data``; only the difference is written, as one line.

        Raises:
            TypeError: if a table is not a mapping of documents, or holds what is no JSON.
            StoreError: if it could not be written.
        """
        journal = self.journal
        with journal.transaction():
            operations = [
                Operation(lines.DROP, name, 1, 0)
                for name in journal.tables.names()
                if name not in data
            ]
            for name, table in data.items():
                operations += _difference(name, journal.tables.get(name), table)
            if operations:
                journal.append(operations, ACTOR)

    def close(self) -> None:
        """Release the files."""
        self.journal.close()


def _difference(name: str, before: Documents | None, after: object) -> list[Operation]:
    """Return what turns a table into what foreign code wants it to be."""
    if isinstance(after, TableView) and after.documents is before:
        return []
    if not isinstance(after, Mapping):
        msg = "a table is a mapping of documents"
        raise TypeError(msg)
    operations = [] if before is not None else [Operation(lines.CLEAR, name, 1, 0)]
    known = before if before is not None else Documents()
    wanted = {str(key): encode_document(_mapping(document)) for key, document in after.items()}
    operations += [
        Operation(lines.REMOVE, name, known.version, _id_of(key))
        for key in known.ids()
        if key not in wanted
    ]
    for key, body in wanted.items():
        if known.get(key) != bytes(body):
            operations.append(Operation(lines.PUT, name, known.version, _id_of(key), body))
    return operations


def _mapping(document: object) -> Mapping[Any, Any]:
    if not isinstance(document, Mapping):
        msg = "a document is a mapping"
        raise TypeError(msg)
    return document


def _id_of(key: str) -> str | int:
    return int(key) if key.isdecimal() else key


class JournalTable(Table):
    """TinyDB's table with whole numbers as ids; an insert costs the same at any size."""

    _seen = -1

    @property
    def _journal(self) -> Journal | None:
        storage = self._storage
        return storage.journal if isinstance(storage, JournalStorage) else None

    # ---- reading -------------------------------------------------------------------------

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        journal = self._journal
        if journal is None:
            return super()._read_table()
        self._take_in(journal)
        documents = journal.tables.get(self.name)
        return {} if documents is None else cast("Any", TableView(documents))

    def search(self, cond: QueryLike) -> list[Document]:
        """Return the documents that match, as TinyDB does."""
        journal = self._journal
        if journal is not None:
            self._take_in(journal)
        return super().search(cond)

    def _take_in(self, journal: Journal) -> None:
        journal.refresh()
        if journal.tables.version != self._seen:
            self.clear_cache()
            self._seen = journal.tables.version

    # ---- writing -------------------------------------------------------------------------

    def insert(self, document: Mapping[Any, Any]) -> int:
        """Insert a document and return its id, as TinyDB does."""
        if self._journal is None:
            return super().insert(document)
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[Any, Any]]) -> list[int]:
        """Insert documents as one transaction and return their ids, as TinyDB does."""
        journal = self._journal
        if journal is None:
            return super().insert_multiple(documents)
        with journal.transaction():
            operations = self._insertions(journal, documents)
            if not operations:
                self._update_table(lambda _table: None)  # TinyDB makes the table all the same
                return []
            ids = journal.append(operations, ACTOR)
            self.clear_cache()
        return [self.document_id_class(id_) for id_ in ids]

    def _insertions(
        self, journal: Journal, documents: Iterable[Mapping[Any, Any]]
    ) -> list[Operation]:
        table = journal.tables.get(self.name)
        known = table if table is not None else Documents()
        taken: set[str] = set()
        operations = []
        last = known.last_number
        for document in documents:
            if not isinstance(document, Mapping):
                msg = "Document is not a Mapping"
                raise ValueError(msg)
            id_: str | int = self._new_id(last)
            if isinstance(document, self.document_class):
                id_ = document.doc_id
                if str(id_) in taken or known.get(str(id_)) is not None:
                    msg = f"Document with ID {id_} already exists"
                    raise ValueError(msg)
            if isinstance(id_, int):
                last = max(last, id_)
            taken.add(str(id_))
            body = encode_document(document)
            operations.append(Operation(lines.PUT, self.name, known.version, id_, body))
        return operations

    def _new_id(self, last: int) -> str | int:
        return last + 1

    def update(
        self,
        fields: Mapping[Any, Any] | Callable[[MutableMapping[Any, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Change matching documents and return their ids, as TinyDB does."""
        journal = self._journal
        if journal is None:
            return super().update(fields, cond, doc_ids)
        with journal.transaction():
            return super().update(fields, None, self._matching(cond, doc_ids))

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove matching documents and return their ids, as TinyDB does."""
        journal = self._journal
        if journal is None or (cond is None and doc_ids is None):
            return super().remove(cond, doc_ids)
        with journal.transaction():
            return super().remove(None, self._matching(cond, doc_ids))

    def update_multiple(
        self,
        updates: Iterable[
            tuple[Mapping[Any, Any] | Callable[[MutableMapping[Any, Any]], None], QueryLike]
        ],
    ) -> list[int]:
        """Change documents by several queries as one transaction, as TinyDB does."""
        return super().update_multiple(list(updates))

    def upsert(self, document: Mapping[Any, Any], cond: QueryLike | None = None) -> list[int]:
        """Change matching documents or insert one, with no other writer in between."""
        journal = self._journal
        if journal is None:
            return super().upsert(document, cond)
        with journal.transaction():
            return super().upsert(document, cond)

    def _matching(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> list[int]:
        """Return the ids that an update means, without decoding when they are named."""
        if doc_ids is not None:
            return list(doc_ids)
        return [
            self.document_id_class(key)
            for key, document in self._read_table().items()
            if cond is None or cond(document)
        ]

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        journal = self._journal
        if journal is None:
            super()._update_table(updater)
            return
        with journal.transaction():
            documents = journal.tables.get(self.name)
            known = documents if documents is not None else Documents()
            draft = Draft(known, self.document_id_class)
            updater(cast("Any", draft))
            operations = draft.operations(self.name, is_new=documents is None)
            if operations:
                journal.append(operations, ACTOR)
            self.clear_cache()


class RecordTable(JournalTable):
    """A table of ours: a document's id is the event that created it, so laptops can merge.

    Raises:
        TypeError: if the storage is not a :class:`JournalStorage`.
    """

    document_id_class: Any = str  # TinyDB documents this opening and annotates it as int

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        if not isinstance(storage, JournalStorage):
            msg = "a table of records needs a journal for its ids"
            raise TypeError(msg)
        super().__init__(storage, name, cache_size, persist_empty)

    def _new_id(self, last: int) -> str | int:  # noqa: ARG002 - the other kind counts
        return ""


class NahoDB(TinyDB):
    """TinyDB on a data folder, with our tables.

    Args:
        path: the data folder; made if it is not there.
        label: the laptop's letter, used when the journal is made.
    """

    table_class = RecordTable
    default_storage_class: Any = JournalStorage

    @property
    def journal(self) -> Journal:
        """The journal under the tables."""
        return cast("JournalStorage", self.storage).journal
