"""What every store promises, in memory and on disk."""

from __future__ import annotations

import math
from typing import Any

import pytest

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Change, Op, patch, put, remove
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.records import Record
from naho_feedback.domain.responses import Response
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError, StoreError


class Odd(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A record that can hold what JSON cannot."""

    table = "odd"
    share: float = 0.0
    anything: Any = None


class TestWriting:
    def test_an_id_is_given_to_each_document_of_a_transaction(self, store: Store) -> None:
        first, second = store.append([put(Note(text="a")), put(Session(site="lens"))], "wall")
        (third,) = store.append([put(Note(text="b"))], "wall")
        writer = first.rpartition("-")[0]
        assert len(writer) == 4
        assert (first, second, third) == (f"{writer}-1", f"{writer}-2", f"{writer}-3")
        assert store.get(Note, first) == Note(id=first, text="a")
        assert store.get(Session, second) == Session(id=second, site="lens")

    def test_a_patch_changes_its_fields_and_nothing_else(self, store: Store) -> None:
        (id_,) = store.append([put(Note(text="a", column="freins", at=5))], "wall")
        assert store.append([patch(Note, id_, dots=3, origin=Origin.PAPER)], "wall") == (id_,)
        expected = Note(id=id_, text="a", column="freins", at=5, dots=3, origin=Origin.PAPER)
        assert store.get(Note, id_) == expected

    def test_a_patch_can_set_a_field_to_none(self, store: Store) -> None:
        (id_,) = store.append([put(Session(closed=7))], "wall")
        store.append([patch(Session, id_, closed=None)], "wall")
        assert store.get(Session, id_) == Session(id=id_, closed=None)

    def test_a_put_with_an_id_replaces_the_whole_record_in_its_place(self, store: Store) -> None:
        first, second = store.append([put(Note(text="a", dots=2)), put(Note(text="b"))], "wall")
        assert store.append([put(Note(text="c"), first)], "wall") == (first,)
        assert list(store.all(Note)) == [Note(id=first, text="c"), Note(id=second, text="b")]

    def test_a_put_of_a_stored_record_without_an_id_makes_a_copy(self, store: Store) -> None:
        (id_,) = store.append([put(Note(text="a"))], "wall")
        stored = store.get(Note, id_)
        assert stored is not None
        (copy,) = store.append([put(stored)], "wall")
        assert copy != id_
        assert store.get(Note, copy) == Note(id=copy, text="a")

    def test_a_removed_record_is_gone(self, store: Store) -> None:
        first, second = store.append([put(Note(text="a")), put(Note(text="b"))], "wall")
        store.append([remove(Note, first)], "wall")
        assert store.get(Note, first) is None
        assert (store.count(Note), list(store.all(Note))) == (1, [Note(id=second, text="b")])

    def test_a_record_put_back_after_its_removal_finds_its_old_place(self, store: Store) -> None:
        ids = store.append([put(Note(text=text)) for text in "abc"], "wall")
        store.append([remove(Note, ids[1])], "wall")
        store.append([put(Note(text="b"), ids[1])], "wall")
        assert [note.text for note in store.all(Note)] == ["a", "b", "c"]
        assert store.count(Note) == 3

    def test_changes_of_one_transaction_see_those_before_them(self, store: Store) -> None:
        (id_,) = store.append([put(Note(text="a"))], "wall")
        changes = [remove(Note, id_), put(Note(text="b"), id_), patch(Note, id_, dots=1)]
        store.append(changes, "wall")
        assert store.get(Note, id_) == Note(id=id_, text="b", dots=1)

    def test_nothing_to_write_writes_nothing(self, store: Store) -> None:
        before = store.version
        assert store.append([], "wall") == ()
        assert (store.version, list(store.history())) == (before, [])


class TestRefusing:
    @pytest.mark.parametrize("change", [patch(Note, "ZZZZ-1", dots=1), remove(Note, "ZZZZ-1")])
    def test_a_change_of_what_is_not_there_is_refused(self, store: Store, change: Change) -> None:
        with pytest.raises(NotFoundError, match="ZZZZ-1"):
            store.append([put(Note(text="a")), change], "wall")
        assert (store.count(Note), list(store.history())) == (0, [])

    def test_a_record_removed_in_the_same_transaction_is_not_there(self, store: Store) -> None:
        (id_,) = store.append([put(Note(text="a"))], "wall")
        with pytest.raises(NotFoundError):
            store.append([remove(Note, id_), patch(Note, id_, dots=1)], "wall")
        assert store.get(Note, id_) == Note(id=id_, text="a")

    def test_a_patch_that_does_not_fit_its_record_is_refused(self, store: Store) -> None:
        (id_,) = store.append([put(Note(text="a"))], "wall")
        with pytest.raises(StoreError):
            store.append([patch(Note, id_, dots="three")], "wall")
        with pytest.raises(TypeError, match="colour"):
            store.append([patch(Note, id_, colour="red")], "wall")
        with pytest.raises(TypeError, match="id"):
            store.append([Change(Op.PATCH, Note, id_, fields={"id": "ZZZZ-1"})], "wall")
        assert store.get(Note, id_) == Note(id=id_, text="a")

    @pytest.mark.parametrize(
        "value",
        [math.nan, math.inf, -math.inf, 2**64, -(2**63) - 1, {"deep": [math.nan]}, "\ud800"],
    )
    def test_a_value_that_json_would_bend_is_refused(self, store: Store, value: object) -> None:
        with pytest.raises(StoreError):
            store.append([put(Note(text="a")), put(Odd(anything=value))], "wall")
        assert (store.count(Note), store.count(Odd)) == (0, 0)
        assert store.append([put(Note(text="b"))], "wall")[0].endswith("-1")

    @pytest.mark.parametrize("value", [2**64 - 1, -(2**63), 0.1, -0.0, 1e308, 5e-324, "𝄞\u2028\n"])
    def test_a_value_at_the_limit_comes_back_as_it_was(self, store: Store, value: object) -> None:
        (id_,) = store.append([put(Odd(anything=value))], "wall")
        kept = store.get(Odd, id_)
        assert kept is not None
        assert repr(kept.anything) == repr(value)


class TestReading:
    def test_records_come_in_the_order_in_which_they_were_created(self, store: Store) -> None:
        for text in "dacb":
            store.append([put(Note(text=text))], "wall")
        assert [note.text for note in store.all(Note)] == ["d", "a", "c", "b"]

    def test_an_unknown_id_and_an_unused_table_are_empty(self, store: Store) -> None:
        assert store.get(Note, "ZZZZ-1") is None
        assert (store.count(Response), list(store.all(Response))) == (0, [])

    def test_a_listing_is_not_disturbed_by_a_write_in_its_middle(self, store: Store) -> None:
        store.append([put(Note(text=text)) for text in "ab"], "wall")
        seen = []
        for note in store.all(Note):
            seen.append(note.text)
            store.append([put(Note(text="later"))], "wall")
        assert seen == ["a", "b"]

    def test_what_a_reader_does_to_a_record_stays_outside(self, store: Store) -> None:
        answers: dict[str, int | str] = {"q1": 4}
        (id_,) = store.append([put(Response(answers=answers))], "kiosk")
        answers["q1"] = 1
        first = store.get(Response, id_)
        assert first is not None
        first.answers["q1"] = 2
        second = store.get(Response, id_)
        assert second is not None
        assert second.answers == {"q1": 4}

    def test_history_tells_every_change_oldest_first(self, store: Store) -> None:
        note, session = store.append([put(Note(text="a")), put(Session(closed=1))], "wall")
        store.append([patch(Session, session, closed=None)], "command")
        store.append([remove(Note, note)], "kiosk")
        writer = note.rpartition("-")[0]
        told = [(e.event, e.lamport, e.actor, e.op, e.table, e.id, e.body) for e in store.history()]
        assert told == [
            (f"{writer}-1", 1, "wall", Op.PUT, "notes", note, {"text": "a"}),
            (f"{writer}-1", 1, "wall", Op.PUT, "sessions", session, {"closed": 1}),
            (f"{writer}-3", 2, "command", Op.PATCH, "sessions", session, {"closed": None}),
            (f"{writer}-4", 3, "kiosk", Op.REMOVE, "notes", note, None),
        ]
        assert all(entry.at > 0 for entry in store.history())

    def test_the_version_moves_with_every_write_and_with_no_read(self, store: Store) -> None:
        seen = {store.version}
        (id_,) = store.append([put(Note(text="a"))], "wall")
        seen.add(store.version)
        store.append([patch(Note, id_, dots=1)], "wall")
        seen.add(store.version)
        before = store.version
        list(store.all(Note))
        assert store.refresh() is False
        assert (len(seen), store.version) == (3, before)


class TestListening:
    def test_listeners_are_told_what_was_written(self, store: Store) -> None:
        told: list[tuple[tuple[Change, ...], tuple[str, ...], int]] = []
        store.subscribe(lambda changes, ids: told.append((changes, ids, store.count(Note))))
        asked = [put(Note(text="a")), put(Note(text="b"))]
        ids = store.append(asked, "wall")
        assert told == [(tuple(asked), ids, 2)]

    def test_a_refused_transaction_is_not_told(self, store: Store) -> None:
        told: list[object] = []
        store.subscribe(lambda changes, ids: told.append(ids))
        with pytest.raises(NotFoundError):
            store.append([remove(Note, "ZZZZ-1")], "wall")
        assert told == []

    def test_a_failing_listener_is_logged_and_undoes_nothing(
        self, store: Store, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(changes: object, ids: object) -> None:
            raise ZeroDivisionError("the listener's own trouble")

        told: list[tuple[str, ...]] = []
        store.subscribe(fail)
        store.subscribe(lambda changes, ids: told.append(ids))
        ids = store.append([put(Note(text="a"))], "wall")
        assert (store.count(Note), told) == (1, [ids])
        assert "the listener's own trouble" in caplog.text
