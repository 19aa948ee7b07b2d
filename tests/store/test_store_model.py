"""Random histories against a plain model: crashes, seals, reopenings, a second process's handle."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from naho_feedback.domain.events import patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore, disk, open_store

some_text = st.text(max_size=12)
which = st.integers(min_value=0, max_value=50)


class Histories(RuleBasedStateMachine):
    """The model: the notes by id, in the order in which their ids were first given."""

    def __init__(self) -> None:
        super().__init__()
        self.patcher = pytest.MonkeyPatch()
        self.patcher.setattr(disk, "sync", lambda _fd: None)
        self.patcher.setattr(disk, "sync_folder", lambda _folder: None)
        self.home = tempfile.TemporaryDirectory()
        self.store = self.open()
        self.other = self.open()
        self.model: dict[str, Note | None] = {}
        self.changes = 0

    @property
    def folder(self) -> Path:
        return Path(self.home.name) / "data"

    def open(self) -> JournalStore:
        return open_store(self.folder)

    def living(self) -> list[str]:
        return [id_ for id_, note in self.model.items() if note is not None]

    def pick(self, n: int) -> tuple[str, Note]:
        id_ = self.living()[n % len(self.living())]
        note = self.model[id_]
        assert note is not None
        return id_, note

    @rule(text=some_text, dots=st.integers(-3, 3), by_other=st.booleans())
    def add(self, text: str, dots: int, by_other: bool) -> None:
        store = self.other if by_other else self.store
        (id_,) = store.append([put(Note(text=text, dots=dots))], "wall")
        assert id_ not in self.model
        self.model[id_] = Note(id=id_, text=text, dots=dots)
        self.changes += 1

    @rule(texts=st.lists(some_text, min_size=2, max_size=4))
    def add_several(self, texts: list[str]) -> None:
        ids = self.store.append([put(Note(text=text)) for text in texts], "wall")
        assert not set(ids) & self.model.keys()
        self.model.update({i: Note(id=i, text=t) for i, t in zip(ids, texts, strict=True)})
        self.changes += len(texts)

    @precondition(lambda self: self.living())
    @rule(n=which, text=some_text, by_other=st.booleans())
    def change(self, n: int, text: str, by_other: bool) -> None:
        id_, note = self.pick(n)
        (self.other if by_other else self.store).append([patch(Note, id_, text=text)], "wall")
        self.model[id_] = Note(id=id_, text=text, dots=note.dots)
        self.changes += 1

    @precondition(lambda self: self.living())
    @rule(n=which)
    def take_away(self, n: int) -> None:
        id_, _note = self.pick(n)
        self.store.append([remove(Note, id_)], "wall")
        self.model[id_] = None
        self.changes += 1

    @precondition(lambda self: self.model)
    @rule(n=which, text=some_text)
    def put_back_or_replace(self, n: int, text: str) -> None:
        id_ = list(self.model)[n % len(self.model)]
        self.store.append([put(Note(text=text), id_)], "wall")
        self.model[id_] = Note(id=id_, text=text)
        self.changes += 1

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self.open()

    @rule(by_other=st.booleans())
    def seal(self, by_other: bool) -> None:
        (self.other if by_other else self.store).db.journal.seal()

    @rule(kept=st.integers(min_value=1, max_value=200), zeros=st.integers(0, 40))
    def die_while_writing(self, kept: int, zeros: int) -> None:
        """Leave the start of a line, perhaps with zeros after it, as a killed process does."""
        self.store.close()
        last = max(path for path in self.folder.glob("0*.jsonl") if path.stat().st_size)
        line = last.read_bytes().splitlines()[-1][:kept]
        with last.open("ab") as file:
            file.write(line + bytes(zeros))
        self.store = self.open()

    @rule()
    def die_between_seal_and_next_file(self) -> None:
        self.store.db.journal.seal()
        self.store.close()
        os.truncate(max(self.folder.glob("0*.jsonl")), 0)
        self.store = self.open()

    @invariant()
    def agrees_with_the_model(self) -> None:
        expected = [note for note in self.model.values() if note is not None]
        for store in (self.store, self.other):
            store.refresh()
            assert list(store.all(Note)) == expected
            assert store.count(Note) == len(expected)
            assert all(damage.cut for damage in store.damage)
        assert all(self.store.get(Note, id_) == note for id_, note in self.model.items())
        assert sum(1 for _entry in self.store.history()) == self.changes

    def teardown(self) -> None:
        self.store.close()
        self.other.close()
        self.home.cleanup()
        self.patcher.undo()


Histories.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, derandomize=True
)
TestHistories = Histories.TestCase
