"""Changing the programme part by part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from naho_feedback import i18n
from naho_feedback.domain.programme import SessionKind
from naho_feedback.errors import NotFoundError, RefusedError, UsageError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.programme_editing import ProgrammeEditing
from naho_feedback.services.programme_fields import PartKind
from naho_feedback.services.programme_parts import KINDS
from naho_feedback.services.typed import day_text, typed_day, typed_number
from naho_feedback.store.memory import MemoryStore
from naho_feedback.workspace import init_workspace
from naho_feedback.workspace.checks import id_for


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(clock=lambda: 0)


@pytest.fixture
def editing(tmp_path: Path, store: MemoryStore) -> ProgrammeEditing:
    return ProgrammeEditing(init_workspace(tmp_path / "w").root, lambda: store)


def kind(name: str) -> PartKind[Any]:
    return next(kind for kind in KINDS if kind.name == name)


NEW = {
    "site": {"name": "Arras"},
    "role": {"name": "Brancardier", "name_en": "Porter"},
    "workshop": {"name": "Café", "kind": "permanence", "format": "mur-libre"},
    "headcount": {"site": "lens", "count": "1 120", "date": "1/2/2018", "source": "RH"},
    "go-live": {"site": "lens", "functions": "Bloc, Médicament,, bloc"},
    "milestone": {"go_live": "2", "name": "Répétition", "date": "2018-02-01"},
    "super-users": {
        "unit": "SSR",
        "site": "lens",
        "target": "4",
        "trained": "0",
        "date": "2018-01-01",
    },
    "team": {"profession": "pharmaciens", "profession_en": "pharmacists", "count": "2"},
}


@pytest.mark.parametrize("name", sorted(NEW))
def test_every_kind_is_added_changed_to_itself_and_removed(
    editing: ProgrammeEditing, name: str
) -> None:
    """What a form shows of a part makes the same part again."""
    before = editing.read()
    words = [word for word, _part in kind(name).parts(before.programme)]
    added = editing.add(kind(name), NEW[name])
    ((word, part),) = (
        (word, part) for word, part in kind(name).parts(added.programme) if word not in words
    )
    assert editing.change(kind(name), word, kind(name).values(part)).raw == added.raw
    assert kind(name).cells(part, added.programme)
    removed = editing.remove(kind(name), word)
    assert removed.programme == before.programme
    if name != "milestone":  # its go-live had no list of milestones before
        assert removed.raw == before.raw


def test_new_parts_say_what_was_typed(editing: ProgrammeEditing) -> None:
    for name, values in NEW.items():
        editing.add(kind(name), values)
    programme = editing.read().programme
    assert (programme.sites[-1].id, programme.roles[-1].id) == ("arras", "brancardier")
    assert programme.roles[-1].name == Localized("Brancardier", "Porter")
    assert programme.workshops[-1].kind == SessionKind.PERMANENCE
    assert programme.headcounts[-1].count == 1120
    assert programme.headcounts[-1].date == dt.date(2018, 2, 1)
    assert programme.go_lives[-1].functions == ("bloc", "medicament")
    assert programme.go_lives[1].milestones[-1].name == Localized("Répétition", "Répétition")
    assert programme.super_users[-1].trained == 0
    assert programme.team[-1].profession == Localized("pharmaciens", "pharmacists")
    assert programme.team[-1].count == 2


def test_a_change_leaves_what_was_not_given(editing: ProgrammeEditing) -> None:
    editing.change(kind("go-live"), "1", {"date": "2018-04-01"})
    go_live = editing.read().programme.go_lives[0]
    assert go_live.date == dt.date(2018, 4, 1)
    assert len(go_live.functions) == 4
    assert len(go_live.milestones) == 2
    editing.change(kind("go-live"), "1", {"date": ""})
    assert editing.read().programme.go_lives[0].date is None


def test_a_short_name_never_changes(editing: ProgrammeEditing) -> None:
    editing.change(kind("site"), "lens", {"id": "other", "name": "Lens-Ville"})
    site = editing.read().programme.sites[0]
    assert (site.id, site.name) == ("lens", "Lens-Ville")


def test_a_milestone_is_done_by_its_number(editing: ProgrammeEditing) -> None:
    editing.change(kind("milestone"), "1.2", {"done": "yes"})
    milestones = editing.read().programme.go_lives[0].milestones
    assert [milestone.done for milestone in milestones] == [False, True]


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("site", {"name": " "}, "Name is missing"),
        ("headcount", {"count": "many"}, "People: Type a whole number"),
        ("headcount", {"date": "31/02/2018"}, "There is no such day"),
        ("headcount", {"site": "lille"}, "Site cannot be lille"),
        ("workshop", {"format": "5l"}, "Columns cannot be 5l"),
        ("milestone", {"go_live": "9"}, "Go-live cannot be 9"),
        ("super-users", {"unit": ""}, "Unit is missing"),
        ("team", {"profession": ""}, "Profession is missing"),
        ("team", {"count": "a few"}, "People: Type a whole number"),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_its_field(
    editing: ProgrammeEditing, name: str, changes: dict[str, str], message: str
) -> None:
    before = editing.read().raw
    with pytest.raises(UsageError, match=message):
        editing.add(kind(name), NEW[name] | changes)
    assert editing.read().raw == before


def test_what_something_else_names_stays(editing: ProgrammeEditing, store: MemoryStore) -> None:
    """First other parts, then records; an event as much as a note."""
    with pytest.raises(RefusedError, match="Headcounts, go-lives or super-users"):
        editing.remove(kind("site"), "lens")
    held = editing.add(kind("site"), NEW["site"])
    Capture(store, held.programme, Clock()).add_visit("arras", role="medecin", count=3)
    for name, word in (("site", "arras"), ("role", "medecin")):
        with pytest.raises(RefusedError, match="Sessions, visits or notes"):
            editing.remove(kind(name), word)


def test_the_file_as_the_person_saw_it_is_what_is_changed(editing: ProgrammeEditing) -> None:
    held = editing.read()
    editing.remove(kind("headcount"), "1")
    acts: tuple[Callable[[], object], ...] = (
        lambda: editing.remove(kind("headcount"), "1", held=held),
        lambda: editing.change(kind("headcount"), "1", {"count": "7"}, held=held),
        lambda: editing.add(kind("site"), NEW["site"], held=held),
        lambda: editing.rename("x", "", held=held),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="changed on the disk"):
            act()
    assert len(editing.read().programme.headcounts) == 4


def test_a_part_that_is_not_there_is_refused_with_those_that_are(
    editing: ProgrammeEditing,
) -> None:
    with pytest.raises(NotFoundError) as caught:
        editing.change(kind("milestone"), "1.9", {})
    assert caught.value.hint == "Known: 1.1, 1.2."


def test_another_title_takes_the_english_one_with_it(editing: ProgrammeEditing) -> None:
    programme = editing.rename("", "Portes ouvertes").programme
    assert (programme.name, programme.title) == (
        "n@hô",
        Localized("Portes ouvertes", "Portes ouvertes"),
    )
    assert editing.rename("x", "", "Open doors").programme.title.en == "Open doors"


class TestTyped:
    @pytest.mark.parametrize(
        ("text", "value"), [("148", 148), (" 1 100 ", 1100), ("2\u00a0000", 2000), ("−3", -3)]
    )
    def test_numbers(self, text: str, value: int) -> None:
        assert typed_number(text) == value

    @pytest.mark.parametrize("text", ["", "x", "1,5", "٣", "9" * 30])
    def test_what_is_no_number(self, text: str) -> None:
        with pytest.raises(UsageError):
            typed_number(text)

    @pytest.mark.parametrize("text", ["27/2/2017", "27.02.2017", "2017-02-27", " 2017-2-27 "])
    def test_days(self, text: str) -> None:
        assert typed_day(text) == dt.date(2017, 2, 27)

    @pytest.mark.parametrize("text", ["", "27/02/17", "2017-02-30", "demain", "0000-01-01"])
    def test_what_is_no_day(self, text: str) -> None:
        with pytest.raises(UsageError):
            typed_day(text)

    def test_a_day_is_shown_as_it_is_typed(self) -> None:
        assert day_text(dt.date(2017, 2, 7)) == "2017-02-07"
        i18n.set_language("fr")
        assert day_text(dt.date(2017, 2, 7)) == "07/02/2017"
        assert typed_day(day_text(dt.date(2017, 2, 7))) == dt.date(2017, 2, 7)

    @pytest.mark.parametrize(
        ("name", "made"),
        [("Hénin-Beaumont", "henin-beaumont"), ("  L'Œuvre  ", "l-oeuvre"), ("病院", "x")],
    )
    def test_short_names(self, name: str, made: str) -> None:
        assert id_for(name, ()) == made
        assert id_for(name, {made, f"{made}-2"}) == f"{made}-3"
