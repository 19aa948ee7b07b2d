"""Regrouping: nothing moves before a person agrees, and nothing that a person decided ever does."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_feedback.contracts.plugins import (
    FoundTheme,
    Grouper,
    GroupingInput,
    Proposal,
    Regrouped,
)
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import LocalTheme, Placement
from naho_feedback.errors import PluginError, RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.regrouping import Accepted, Regrouping, RegroupingService
from naho_feedback.services.themes import Themes
from naho_feedback.services.theming import MANY, PERSON, Theming
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins
from tests.services.test_themes import TAXONOMY

FOUND = FoundTheme(id="new-1", label="Parking", words=("parking",), central=("?",))


class Clever(Grouper):
    """Places each note by the mood that a test puts it in; ``new`` and its like are found."""

    name = "clever"
    label = Localized("Malin", "Clever")

    def __init__(self) -> None:
        self.moods: dict[str, str] = {}
        self.given: list[GroupingInput] = []
        self.alike: list[str] = []
        self.sure = 0.2

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        return self.regroup(given).proposals

    def regroup(self, given: GroupingInput) -> Regrouped:
        self.given.append(given)
        self.sure += 0.2  # surer each time that it looks
        return Regrouped(
            proposals=tuple(
                Proposal(
                    note=note.id, theme=self.moods[note.id], words=("mot",), confidence=self.sure
                )
                for note in given.notes
                if note.id in self.moods
            ),
            themes=(FOUND,),
        )

    def similar(self, given: GroupingInput, note: Note) -> Iterable[str]:
        self.given.append(given)
        return self.alike


class Broken(Clever):
    name = "broken"

    def regroup(self, given: GroupingInput) -> Regrouped:
        raise RuntimeError(given.notes[0].text)


class Room:
    """A wall with a clever grouper."""

    def __init__(self, store: MemoryStore, capture: Capture, session: Session, clock: Clock):
        self.store, self.capture, self.session = store, capture, session
        self.plugins, self.clever = FakePlugins(), Clever()
        self.plugins.all_groupers["clever"] = self.clever
        self.themes = Themes(store, TAXONOMY, clock)
        self.theming = Theming(
            store, self.plugins, self.themes, grouper="clever", languages=("fr",)
        )
        self.regrouping = self.with_grouper("clever")

    def with_grouper(self, name: str) -> RegroupingService:
        return RegroupingService(self.store, self.plugins, self.themes, self.theming, grouper=name)

    def note(self, text: str, theme: str = "", *, wish: str = "") -> str:
        """Keep a note that lies in a theme, and that the grouper wishes elsewhere."""
        id_ = self.capture.add_note(self.session, "freins", text).id
        self.clever.moods[id_] = theme
        self.theming.group([self.capture.find(Note, id_)])
        self.clever.moods[id_] = wish or theme
        return id_

    def theme(self, note: str) -> str:
        placement = self.theming.placements().get(note)
        return placement.theme if placement else "?"

    def where(self) -> dict[str, str]:
        return {note: p.theme for note, p in self.theming.placements().items()}


@pytest.fixture
def room(store: MemoryStore, capture: Capture, session: Session, clock: Clock) -> Room:
    return Room(store, capture, session, clock)


def moved(regrouping: Regrouping) -> list[tuple[str, str, str]]:
    return [(m.note, m.before, m.proposal.theme) for m in regrouping.all_moves]


def test_a_proposal_changes_nothing_and_holds_what_would_change(room: Room) -> None:
    stays, goes = room.note("un", "postes"), room.note("deux", "postes", wish="clics")
    decided = room.note("trois", "postes", wish="clics")
    room.theming.place(decided, "saisie")
    version = room.store.version
    proposal = room.regrouping.propose()
    assert moved(proposal) == [(goes, "postes", "clics")]
    assert proposal.moves[0].proposal.words == ("mot",)
    assert room.store.version == version
    assert room.where() == {stays: "postes", goes: "postes", decided: "saisie"}
    asked = room.clever.given[-1]
    assert decided not in {note.id for note in asked.notes}
    assert [d.note for d in asked.decisions] == [n.id for n in asked.decided] == [decided]


def test_doubt_and_a_mere_change_of_mind_are_no_reason_to_move_a_note(room: Room) -> None:
    other, doubted = room.note("un", "postes", wish="clics"), room.note("deux", "postes")
    unsorted = room.note("trois", "", wish="clics")
    room.clever.moods[doubted] = ""
    room.clever.sure = 0.1  # about as sure as when it placed them
    assert moved(room.regrouping.propose()) == [(unsorted, "", "clics")]
    room.clever.sure = -0.1  # a guess
    assert room.regrouping.propose().is_empty
    room.clever.sure = 0.9
    assert moved(room.regrouping.propose()) == [
        (other, "postes", "clics"),
        (unsorted, "", "clics"),
    ]


def test_what_another_grouper_placed_is_looked_at_as_if_nobody_had(room: Room) -> None:
    goes = room.note("un", "postes", wish="clics")
    room.plugins.all_groupers["second"] = second = Clever()
    second.moods, second.sure = {goes: "clics"}, -0.2
    assert moved(room.with_grouper("second").propose()) == [(goes, "postes", "clics")]


def test_the_whole_is_accepted_and_taken_back(room: Room) -> None:
    ids = [room.note(f"place {n}", "", wish="new-1") for n in range(3)]
    goes = room.note("deux", "postes", wish="clics")
    proposal = room.regrouping.propose()
    assert [len(theme.moves) for theme in proposal.themes] == [3]
    accepted = room.regrouping.accept(proposal)
    (made,) = accepted.themes
    assert {room.theme(id_) for id_ in ids} == {made}
    assert room.theme(goes) == "clics"
    assert not any(p.locked for p in room.store.all(Placement)), "a proposal is no decision"
    label = room.themes.find(made)
    assert (str(label.label), label.found, label.keywords.fr) == ("Parking", True, ("parking",))
    assert room.regrouping.propose().is_empty is False, "new-1 is proposed by this fake for ever"
    room.regrouping.take_back(accepted)
    assert room.where() == dict.fromkeys(ids, "") | {goes: "postes"}
    assert room.store.count(LocalTheme) == 0


def test_a_part_is_accepted_and_a_new_theme_gets_the_name_that_a_person_gives(room: Room) -> None:
    one, two = (room.note(t, "postes", wish="clics") for t in ("un", "deux"))
    news = [room.note(f"place {n}", "", wish="new-1") for n in range(2)]
    proposal = room.regrouping.propose()
    room.regrouping.accept(proposal, notes=[one], themes=[])
    assert (room.theme(one), room.theme(two), room.theme(news[0])) == ("clics", "postes", "")
    room.regrouping.accept(proposal, notes=[news[0]], names={"new-1": "Se garer"})
    made = room.theme(news[0])
    assert str(room.themes.find(made).label) == "Se garer"
    assert room.theme(news[1]) == ""


def test_a_name_that_is_taken_is_refused_and_nothing_is_written(room: Room) -> None:
    for n in range(2):
        room.note(f"place {n}", "", wish="new-1")
    proposal = room.regrouping.propose()
    version = room.store.version
    with pytest.raises(RefusedError):
        room.regrouping.accept(proposal, names={"new-1": "postes"})
    assert room.store.version == version


def test_what_people_did_meanwhile_is_left_alone(room: Room) -> None:
    locked, gone, sorted_, goes = (
        room.note(t, "postes", wish="clics") for t in ("un", "deux", "trois", "quatre")
    )
    proposal = room.regrouping.propose()
    room.theming.place(locked, "saisie")
    room.capture.remove_note(gone)
    room.clever.moods[sorted_] = "saisie"
    room.theming.group([room.capture.find(Note, sorted_)])
    accepted = room.regrouping.accept(proposal)
    assert (set(accepted.before), accepted.skipped) == ({goes}, 3)
    assert (room.theme(locked), room.theme(sorted_)) == ("saisie", "saisie")


def test_taking_back_leaves_what_a_person_decided_since(room: Room) -> None:
    ids = [room.note(f"place {n}", "", wish="new-1") for n in range(2)]
    accepted = room.regrouping.accept(room.regrouping.propose())
    (made,) = accepted.themes
    room.theming.place(ids[0], made)
    room.regrouping.take_back(accepted)
    assert (room.theme(ids[0]), room.theme(ids[1])) == (made, "")
    assert room.store.count(LocalTheme) == 1, "somebody uses it"


def test_what_was_refused_is_not_proposed_again(room: Room) -> None:
    one, two = (room.note(t, "postes", wish="clics") for t in ("un", "deux"))
    news = [room.note(f"place {n}", "", wish="new-1") for n in range(2)]
    proposal = room.regrouping.propose()
    room.regrouping.refuse(proposal, notes=[one], themes=[])
    again = room.regrouping.propose()
    assert moved(again) == [(two, "postes", "clics"), *((n, "", "new-1") for n in news)]
    room.regrouping.refuse(again)
    assert room.regrouping.propose().is_empty
    room.clever.moods[one] = "saisie"
    assert moved(room.regrouping.propose()) == [(one, "postes", "saisie")], "another thing"
    late = [room.note(f"encore {n}", "", wish="new-1") for n in range(3)]
    assert [len(t.moves) for t in room.regrouping.propose().themes] == [2 + len(late)], (
        "most of its notes are new"
    )


def test_many_first_notes_are_looked_at_together_and_a_few_more_are_not(room: Room) -> None:
    asked: list[str] = []

    class Counting(Clever):
        def group(self, given: GroupingInput) -> Iterable[Proposal]:
            asked.append(f"group {len(given.notes)}")
            return ()

        def regroup(self, given: GroupingInput) -> Regrouped:
            asked.append(f"regroup {len(given.notes)} {given.discover}")
            return Regrouped(proposals=())

    room.plugins.all_groupers["clever"] = Counting()
    room.note("une")
    for n in range(MANY):
        room.capture.add_note(room.session, "freins", f"note {n}")
    room.theming.group(only_new=True)
    room.note("encore une")
    room.theming.group()
    assert asked == ["group 1", f"regroup {MANY} False", "group 1", f"group {MANY + 2}"]


def test_one_note_makes_no_new_theme(room: Room) -> None:
    room.note("seul", "", wish="new-1")
    assert room.regrouping.propose().is_empty


def test_similar_notes_are_offered_from_where_it_lay_and_from_what_is_unsorted(room: Room) -> None:
    moved_, near, unsorted, far, decided = (
        room.note(text, theme)
        for text, theme in (
            ("badge", "postes"),
            ("le badge", "postes"),
            ("badges", ""),
            ("un badge", "saisie"),
            ("badge perdu", "postes"),
        )
    )
    room.theming.place(moved_, "clics")
    room.theming.place(decided, "postes")
    room.clever.alike = [unsorted, near, far, "nulle part"]
    offered = room.regrouping.similar(moved_, before="postes")
    assert [note.id for note in offered] == [unsorted, near]
    assert {note.id for note in room.clever.given[-1].notes} == {near, unsorted}
    room.regrouping.refuse_similar([near], "clics")
    room.clever.alike = [near, unsorted]
    assert [n.id for n in room.regrouping.similar(moved_, before="postes")] == [unsorted]
    assert room.theme(near) == "postes", "nothing is moved"


def test_a_grouper_that_cannot_say_costs_no_hint(room: Room) -> None:
    id_ = room.note("un", "postes")
    room.note("deux", "postes")
    room.theming.place(id_, "clics")
    assert room.with_grouper("nope").similar(id_, before="postes") == []


@pytest.mark.parametrize("name", ["broken", "nope"])
def test_a_broken_or_missing_engine_is_stood_in_for_and_said(room: Room, name: str) -> None:
    goes = room.note("un", "postes", wish="clics")
    light = Clever()
    light.moods[goes] = "saisie"
    room.plugins.all_groupers |= {"broken": Broken(), "keywords": light}
    proposal = room.with_grouper(name).propose()
    assert (proposal.grouper, proposal.instead_of) == ("keywords", name)
    assert moved(proposal) == [(goes, "postes", "saisie")]
    done = Theming(room.store, room.plugins, room.themes, grouper=name, languages=("fr",)).group(
        only_new=False
    )
    assert (done.grouper, done.instead_of) == ("keywords", name) or name == "broken"
    with pytest.raises(PluginError):  # a person named it
        room.regrouping.propose(grouper=name)
    if name == "broken":
        assert {p.error for p in room.plugins.problems} == {"RuntimeError"}, "no words of a note"
        del room.plugins.all_groupers["keywords"]
        with pytest.raises(PluginError):
            room.with_grouper(name).propose()


THEMES = ("postes", "saisie", "clics", "")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    notes=st.lists(
        st.tuples(st.sampled_from(THEMES), st.sampled_from((*THEMES, "new-1", "nowhere"))),
        min_size=1,
        max_size=8,
    ),
    decisions=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(THEMES)), max_size=6),
    steps=st.lists(
        st.sampled_from(["propose", "accept", "part", "refuse", "group", "back"]), max_size=8
    ),
)
def test_no_note_moves_without_consent_and_no_decided_note_ever(
    programme: Programme,
    notes: list[tuple[str, str]],
    decisions: list[tuple[int, str]],
    steps: list[str],
) -> None:
    store, clock = MemoryStore(), Clock()
    capture = Capture(store, programme, clock)
    room = Room(store, capture, capture.open_session("post-it", "lens"), clock)
    ids = [room.note(f"note {n}", theme, wish=wish) for n, (theme, wish) in enumerate(notes)]
    pinned: dict[str, str] = {}
    for place, theme in decisions:
        note = ids[place % len(ids)]
        room.theming.place(note, theme)
        pinned[note] = theme
    accepted: list[Accepted] = []
    for step in steps:
        before = room.where()
        proposal = room.regrouping.propose()
        assert room.where() == before
        agreed: set[str] = set()
        if step == "accept":
            agreed = {move.note for move in proposal.all_moves}
            accepted.append(room.regrouping.accept(proposal))
        elif step == "part":
            agreed = {move.note for move in proposal.all_moves[:1]}
            accepted.append(room.regrouping.accept(proposal, notes=agreed, themes=[]))
        elif step == "refuse":
            room.regrouping.refuse(proposal)
        elif step == "group":
            room.theming.group(only_new=True)
        elif step == "back" and accepted:
            agreed = set(accepted[-1].before)
            room.regrouping.take_back(accepted.pop())
        after = room.where()
        assert {n for n in before if after.get(n) != before[n]} <= agreed
        assert {note: after[note] for note in pinned} == pinned
        assert {p.note for p in store.all(Placement) if p.by == PERSON} == set(pinned)
