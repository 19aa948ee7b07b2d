"""The last net: no table takes a national health number, whatever wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from naho_feedback.domain.deliveries import Delivery
from naho_feedback.domain.events import Actor, patch, put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.photos import Photo
from naho_feedback.domain.records import Record
from naho_feedback.domain.responses import Response, Visit
from naho_feedback.errors import PersonalDataError
from naho_feedback.store import JournalStore
from naho_feedback.store.memory import MemoryStore
from tests.traces import traces

DIGITS = "185026211812383"
NIR = "vu 1 85 02 62 118 123 83 hier"


def tables() -> list[type[Record]]:
    import naho_feedback.api
    import naho_feedback.bootstrap
    import naho_feedback.services.gate  # noqa: F401 - every table is known afterwards

    def below(type_: type[Record]) -> Iterator[type[Record]]:
        for child in type_.__subclasses__():
            yield child
            yield from below(child)

    return sorted(
        {t for t in below(Record) if t.__module__.startswith("naho_feedback.domain")},
        key=lambda t: t.__name__,
    )


def texts(type_: type[Record]) -> list[tuple[str, Any]]:
    """Return the fields that a person's words may stand in, each with such a value."""
    found: list[tuple[str, Any]] = []
    for field in msgspec.structs.fields(type_):
        if field.name in type_.machine_made:
            continue
        if field.type is str:
            found.append((field.name, NIR))
        elif field.type == tuple[str, ...]:
            found.append((field.name, ("bien", NIR)))
        elif "dict" in str(field.type):
            found += [(field.name, {"q": NIR}), (field.name, {"q": int(DIGITS)})]
        elif field.type is int:
            found.append((field.name, int(DIGITS)))
    return found


ALL = [(type_, name, value) for type_ in tables() for name, value in texts(type_)]


@pytest.fixture(params=["memory", "journal"])
def any_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made = MemoryStore() if request.param == "memory" else JournalStore(tmp_path / "data")
    yield made
    made.close()


def test_the_tables_with_words_are_all_there() -> None:
    named = {type_.__name__ for type_, _name, _value in ALL}
    assert {"Note", "Response", "Visit", "Session", "Action", "Photo", "AuditEntry"} <= named


@pytest.mark.parametrize(
    ("type_", "name", "value"), ALL, ids=[f"{t.__name__}.{n}" for t, n, _v in ALL]
)
def test_no_field_takes_the_number(type_: type[Record], name: str, value: Any) -> None:
    store = MemoryStore()
    with pytest.raises(PersonalDataError):
        store.append([put(type_(**{name: value}))], Actor.COMMAND)
    (id_,) = store.append([put(type_())], Actor.COMMAND)
    with pytest.raises(PersonalDataError):
        store.append([patch(type_, id_, **{name: value})], Actor.COMMAND)
    assert len(list(store.history())) == 1


def test_a_transaction_with_one_such_record_leaves_nothing(any_store: Any, tmp_path: Path) -> None:
    with pytest.raises(PersonalDataError) as refused:
        any_store.append([put(Note(text="bonjour")), put(Note(text=NIR))], Actor.COMMAND)
    assert "118" not in str(refused.value)
    assert any_store.count(Note) == 0
    assert traces(tmp_path, DIGITS) == []
    any_store.append([put(Note(text="bonjour"))], Actor.COMMAND)
    assert any_store.count(Note) == 1


def test_what_a_machine_made_is_not_read_as_words(any_store: Any) -> None:
    """A digest may hold fifteen digits by chance; refusing it would lose a receipt."""
    digest = f"a{DIGITS}b"
    any_store.append(
        [
            put(Photo(path="mur.png", sha256=digest, caption="mur")),
            put(Delivery(target="csv", key="k", reference=DIGITS, digest=digest, previous=digest)),
            put(Note(text="bonjour", at=1_487_000_000_000)),
            put(Visit(count=99_999)),
            put(Response(answers={"q": 12})),
        ],
        Actor.COMMAND,
    )
    assert any_store.count(Photo) == 1
