"""Themes: a grouper proposes, a person decides, and the decision stays."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naho_feedback.contracts.plugins import Grouper, GroupingInput, Proposal
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Placement
from naho_feedback.errors import NotFoundError, PluginError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.theming import Theming
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins
from tests.services.test_gate import TAXONOMY


class ByFirstWord(Grouper):
    """Proposes the theme that the note's first word names; ``boom`` makes it fail."""

    name = "first"
    label = Localized("Premier mot", "First word")

    def __init__(self) -> None:
        self.asked: list[str] = []

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        for note in given.notes:
            self.asked.append(note.id)
            word = note.text.split()[0]
            if word == "boom":
                raise RuntimeError(note.text)
            yield Proposal(note=note.id, theme=word, words=(word,), confidence=0.5)


@pytest.fixture
def theming(store: MemoryStore, plugins: FakePlugins) -> Theming:
    plugins.all_groupers["first"] = ByFirstWord()
    return Theming(store, plugins, TAXONOMY, grouper="first", languages=("fr", "en"))


def test_proposals_are_stored_with_their_words(
    theming: Theming, capture: Capture, session: Session
) -> None:
    note = capture.add_note(session, "", "materiel absent")
    done = theming.group()
    assert (done.placed, done.unsorted, done.changed, done.kept) == (1, 0, 1, 0)
    placement = theming.placements()[note.id]
    assert (placement.theme, placement.by, placement.words, placement.locked) == (
        "materiel",
        "first",
        ("materiel",),
        False,
    )


def test_an_unknown_theme_is_taken_as_still_to_be_sorted(
    theming: Theming, capture: Capture, session: Session
) -> None:
    note = capture.add_note(session, "", "licornes partout")
    assert theming.group().unsorted == 1
    assert theming.placements()[note.id].theme == ""


def test_grouping_again_writes_nothing_when_nothing_changed(
    theming: Theming, capture: Capture, session: Session, store: MemoryStore
) -> None:
    capture.add_note(session, "", "materiel")
    theming.group()
    version = store.version
    assert theming.group().changed == 0
    assert store.version == version


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(["materiel", "formation", ""]), min_size=1, max_size=6))
def test_no_run_of_a_grouper_moves_what_a_person_decided(themes: list[str]) -> None:
    store, plugins = MemoryStore(), FakePlugins()
    plugins.all_groupers["first"] = ByFirstWord()
    theming = Theming(store, plugins, TAXONOMY, grouper="first", languages=("fr",))
    from naho_feedback.domain.events import put
    from naho_feedback.domain.notes import Note

    ids = store.append([put(Note(text="materiel")) for _ in themes], "wall")
    theming.group()
    for note, theme in zip(ids, themes, strict=True):
        theming.place(note, theme)
    done = theming.group()
    assert {n: p.theme for n, p in theming.placements().items()} == dict(
        zip(ids, themes, strict=True)
    )
    assert done.kept == len(themes)
    assert store.count(Placement) == len(themes)


def test_only_new_notes_are_asked_about_when_so_wished(
    theming: Theming, plugins: FakePlugins, capture: Capture, session: Session
) -> None:
    capture.add_note(session, "", "materiel")
    theming.group()
    second = capture.add_note(session, "", "formation")
    grouper = plugins.all_groupers["first"]
    assert isinstance(grouper, ByFirstWord)
    grouper.asked.clear()
    theming.group(only_new=True)
    assert grouper.asked == [second.id]


def test_a_failing_grouper_is_listed_without_the_words_of_the_note(
    theming: Theming, plugins: FakePlugins, capture: Capture, session: Session
) -> None:
    capture.add_note(session, "", "boom secret")
    with pytest.raises(PluginError):
        theming.group()
    assert [p.error for p in plugins.problems] == ["RuntimeError"]
    assert theming.placements() == {}


def test_missing_groupers_notes_and_themes_are_named(
    theming: Theming, capture: Capture, session: Session
) -> None:
    note = capture.add_note(session, "", "x")
    with pytest.raises(PluginError, match="first"):
        theming.group(grouper="nope")
    with pytest.raises(NotFoundError, match="materiel"):
        theming.place(note.id, "nope")
    with pytest.raises(NotFoundError):
        theming.place("M-9", "materiel")
