"""Importing: a dry run first, bad rows listed, the rest taken into a session of its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from naho_feedback.contracts.plugins import (
    BadRow,
    Collector,
    Incoming,
    IncomingNote,
    SourceShape,
)
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError, PluginError, UsageError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.importing import Duplicate, Importing, ImportRequest
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins

ROWS: list[Incoming] = [
    IncomingNote(line=2, text="Pas assez de postes", column="Leviers", dots=2),
    IncomingNote(line=3, text="  "),
    BadRow(line=4, reason="trop court"),
    IncomingNote(line=5, text="pas  assez de POSTES"),
    IncomingNote(line=6, text="1 85 02 62 118 123 83"),
    IncomingNote(line=7, text="déjà là"),
]


class Lines(Collector):
    name = "lines"
    label = Localized("Lignes", "Lines")
    suffixes = (".csv",)

    def inspect(self, source: Path) -> SourceShape:
        return SourceShape(columns=("texte",), mapping={"text": "texte"})

    def read(self, source: Path, mapping: Mapping[str, str]) -> Iterator[Incoming]:
        if mapping["text"] != "texte":
            raise KeyError(mapping["text"])
        yield from ROWS


@pytest.fixture
def importing(
    store: MemoryStore, plugins: FakePlugins, programme: Programme, clock: Clock
) -> Importing:
    plugins.all_collectors["lines"] = Lines()
    return Importing(store, plugins, programme, clock)


def request(**more: object) -> ImportRequest:
    fields: dict[str, object] = {"source": Path("notes.csv"), "format": "freins-leviers", **more}
    return ImportRequest(**fields)  # type: ignore[arg-type]


def test_the_dry_run_stores_nothing_and_names_every_row(
    importing: Importing, capture: Capture, session: Session, store: MemoryStore
) -> None:
    capture.add_note(session, "", "Déjà là")
    version = store.version
    plan = importing.plan(request())
    assert store.version == version
    assert [(n.line, n.column) for n in plan.notes] == [
        (2, "leviers"),
        (5, "freins"),
        (7, "freins"),
    ]
    assert plan.duplicates == (Duplicate(5, 2), Duplicate(7, 0))
    assert [row.line for row in plan.bad] == [3, 4, 6]
    assert not any("85" in row.reason for row in plan.bad)


def test_running_takes_duplicates_unless_told_otherwise(
    importing: Importing, capture: Capture
) -> None:
    done = importing.run(importing.plan(request(site="lens")))
    assert done.notes == 3
    assert [n.text for n in capture.notes(done.session.id)][:2] == [
        "Pas assez de postes",
        "pas  assez de POSTES",
    ]
    session = capture.find(Session, done.session.id)
    assert (session.title, session.site, session.is_open) == ("notes.csv", "lens", False)
    again = importing.plan(request(skip_duplicates=True))
    assert again.notes == ()


def test_unknown_names_endings_and_collectors_are_refused(importing: Importing) -> None:
    for wrong in ({"site": "lille"}, {"workshop": "bal"}, {"format": "carré"}):
        with pytest.raises(NotFoundError):
            importing.plan(request(**wrong))
    with pytest.raises(UsageError, match=r"\.csv"):
        importing.plan(request(source=Path("notes.odt")))
    with pytest.raises(PluginError, match="lines"):
        importing.plan(request(collector="excel"))


def test_a_collector_that_breaks_is_listed(importing: Importing, plugins: FakePlugins) -> None:
    with pytest.raises(PluginError):
        importing.plan(request(mapping={"text": "colonne absente"}))
    assert [p.error for p in plugins.problems] == ["KeyError"]
