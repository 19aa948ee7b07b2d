"""Facets of stored notes, and the safety flag that people set and clear."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.facets import Moment, SafetyDecision
from naho_feedback.domain.notes import Polarity, Review
from naho_feedback.domain.personal_data import Detectors
from naho_feedback.domain.programme import GoLive, Programme, SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Refusal, Taxonomy, Theme, Words
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.facets import PLACER, FacetService
from naho_feedback.services.gate import Gate
from naho_feedback.services.regrouping import RegroupingService
from naho_feedback.services.review import Reviewing
from naho_feedback.services.themes import Themes
from naho_feedback.services.theming import Theming
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins
from tests.services.test_theming import ByFirstWord

HARM = "On a failli donner la mauvaise dose"


def theme(id: str, *, special: bool = False) -> Theme:
    empty = Localized("", "")
    label = Localized(id.capitalize(), id.capitalize())
    return Theme(id=id, label=label, definition=empty, keywords=Words(), special=special)


TAXONOMY = Taxonomy(
    version=1,
    themes=(theme("materiel"), theme("merci", special=True), theme("hors-sujet", special=True)),
)


class TestOf:
    def test_the_column_says_more_than_words_and_words_are_marked(
        self, facets: FacetService, capture: Capture
    ) -> None:
        columns = capture.open_session("post-it", "lens")
        free = capture.open_session("post-it", "lens", format="mur-libre")
        cases = [
            (columns, "leviers", "Trop de clics au bloc", Polarity.ENABLER, False),
            (free, "mur", "Trop de clics au bloc", Polarity.BARRIER, True),
            (free, "mur", "Le chariot bleu", Polarity.NEUTRAL, False),
        ]
        for session, column, text, polarity, by_words in cases:
            found = facets.of(capture.add_note(session, column, text), session)
            assert (found.polarity, found.polarity_by_words) == (polarity, by_words)
        assert facets.of(capture.notes(columns.id)[0], columns).areas == ("bloc",)

    def test_the_session_s_day_tells_the_moment_and_words_only_where_it_does_not(
        self, store: MemoryStore, programme: Programme, clock: Clock, capture: Capture
    ) -> None:
        day = clock.today()
        steps = (GoLive(site="lens", date=day + dt.timedelta(days=30)),)
        facets = FacetService(
            store, msgspec.structs.replace(programme, go_lives=steps), TAXONOMY, clock
        )
        lens = capture.open_session("post-it", "lens")
        bethune = capture.open_session("post-it", "bethune")
        here = facets.of(capture.add_note(lens, "", "Depuis la bascule ça rame"), lens)
        assert (here.moment, here.moment_by_words) == (Moment.BEFORE, False)
        there = facets.of(capture.add_note(bethune, "", "Depuis la bascule ça rame"), bethune)
        assert (there.moment, there.moment_by_words) == (Moment.AFTER, True)
        assert facets.of(capture.notes(lens.id)[0], None).moment_by_words

    def test_in_a_permanence_the_note_s_own_day_counts(
        self, store: MemoryStore, programme: Programme, clock: Clock, capture: Capture
    ) -> None:
        house = Session(site="lens", kind=SessionKind.PERMANENCE, opened=0, format="mur-libre")
        note = capture.add_note(capture.open_session("post-it", "lens"), "", "le chariot")
        step = GoLive(site="lens", date=local_day(note.at))
        facets = FacetService(
            store, msgspec.structs.replace(programme, go_lives=(step,)), TAXONOMY, clock
        )
        assert facets.of(note, house).moment == Moment.DURING


class TestFlag:
    def test_a_person_s_decision_wins_over_the_words_and_its_opposite_takes_it_back(
        self, facets: FacetService, capture: Capture, session: Session, store: MemoryStore
    ) -> None:
        harm = capture.add_note(session, "", HARM)
        calm = capture.add_note(session, "", "Trop de clics")
        assert [facets.is_flagged(n) for n in (harm, calm)] == [True, False]
        assert facets.of(harm, session).safety_words == ("failli donner la mauvaise dose",)
        facets.flag(harm.id, False)
        facets.flag(calm.id, True)
        assert [facets.is_flagged(n) for n in (harm, calm)] == [False, True]
        found = facets.of(calm, session)
        assert (found.safety, found.safety_by_person, found.safety_words) == (True, True, ())
        facets.flag(harm.id, True)
        facets.flag(calm.id, False)
        assert [facets.is_flagged(n) for n in (harm, calm)] == [True, False]
        assert store.count(SafetyDecision) == 2

    def test_it_holds_when_the_words_change_and_is_written_once(
        self, facets: FacetService, capture: Capture, session: Session, store: MemoryStore
    ) -> None:
        note = capture.add_note(session, "", "Trop de clics")
        facets.flag(note.id, True)
        version = store.version
        facets.flag(note.id, True)
        assert store.version == version
        assert facets.is_flagged(capture.edit_note(note.id, text="Moins de clics"))

    def test_a_note_that_is_not_there_is_said(self, facets: FacetService) -> None:
        with pytest.raises(NotFoundError):
            facets.flag("A7K2-99", True)

    def test_where_to_report_is_the_hospital_s_own_sentence(
        self,
        store: MemoryStore,
        programme: Programme,
        clock: Clock,
        capture: Capture,
        session: Session,
    ) -> None:
        own = Localized("Appelez le 4242.", "Call 4242.")
        facets = FacetService(store, programme, TAXONOMY, clock, incident_reporting=own)
        note = capture.add_note(session, "", HARM)
        assert facets.told(note).startswith(f"{note.receipt} parle peut-être d'un danger. Appelez")
        assert facets.told(capture.add_note(session, "", "Trop de clics")) == ""

    def test_it_is_not_quoted_and_the_person_who_wants_to_is_told(
        self, store: MemoryStore, facets: FacetService, capture: Capture, session: Session
    ) -> None:
        reviewing = Reviewing(store, capture, Detectors(), facets)
        note = capture.add_note(session, "", HARM)
        with pytest.raises(RefusedError, match="jamais cité") as refused:
            reviewing.decide(note.id, Review.QUOTABLE)
        assert "--clear" in refused.value.hint
        assert reviewing.decide(note.id, Review.WITHHELD).review == Review.WITHHELD
        facets.flag(note.id, False)
        assert reviewing.decide(note.id, Review.QUOTABLE).review == Review.QUOTABLE


class Room:
    """A wall with a grouper that takes each note's first word for its theme."""

    def __init__(self, store: MemoryStore, capture: Capture, programme: Programme, clock: Clock):
        self.store, self.capture = store, capture
        self.session = capture.open_session("post-it", "lens")
        plugins = FakePlugins()
        self.grouper = ByFirstWord()
        plugins.all_groupers["first"] = self.grouper
        self.themes = Themes(store, TAXONOMY, clock)
        facets = FacetService(store, programme, self.themes, clock)
        self.theming = Theming(
            store, plugins, self.themes, grouper="first", languages=("fr",), facets=facets
        )
        self.regrouping = RegroupingService(
            store, plugins, self.themes, self.theming, grouper="first"
        )
        self.gate = Gate(store, programme, self.themes, {}, clock, facets=facets)

    def add(self, text: str) -> str:
        return self.capture.add_note(self.session, "freins", text).id

    def placed(self) -> dict[str, str]:
        return {note: p.theme for note, p in self.theming.placements().items()}


@pytest.fixture
def room(store: MemoryStore, capture: Capture, programme: Programme, clock: Clock) -> Room:
    return Room(store, capture, programme, clock)


class TestAboutNoTheme:
    def test_the_host_places_them_before_any_grouper_is_asked(self, room: Room) -> None:
        thanks, noise, real = room.add("merci !"), room.add("azerty"), room.add("materiel absent")
        done = room.theming.group()
        assert (done.placed, done.unsorted) == (3, 0)
        assert room.placed() == {thanks: "merci", noise: "hors-sujet", real: "materiel"}
        assert room.grouper.asked == [real]
        placement = room.theming.placements()[thanks]
        assert (placement.by, placement.words, placement.locked) == (PLACER, ("merci",), False)

    def test_what_a_person_decided_stays(self, room: Room) -> None:
        note = room.add("merci !")
        room.theming.place(note, "materiel")
        room.theming.group()
        assert room.placed() == {note: "materiel"}
        assert room.regrouping.propose().is_empty

    def test_what_a_person_refused_goes_to_the_grouper(self, room: Room) -> None:
        from naho_feedback.domain.events import put

        note = room.add("merci !")
        room.store.append([put(Refusal(note=note, theme="merci"))], "wall")
        room.theming.group()
        assert room.grouper.asked == [note]
        assert room.regrouping.propose().is_empty

    def test_a_regrouping_proposes_them_too_and_moves_nothing_by_itself(self, room: Room) -> None:
        note = room.add("materiel")
        room.theming.group()
        room.capture.edit_note(note, text="materiel, merci")
        assert room.regrouping.propose().is_empty
        room.capture.edit_note(note, text="Merci à tous")
        proposed = room.regrouping.propose()
        assert [(m.note, m.proposal.theme) for m in proposed.moves] == [(note, "merci")]
        assert room.placed() == {note: "materiel"}
        room.regrouping.accept(proposed)
        assert room.theming.placements()[note].by == PLACER

    def test_a_list_without_such_themes_has_none(
        self, store: MemoryStore, programme: Programme, clock: Clock
    ) -> None:
        plain = Taxonomy(version=1, themes=(theme("merci"),))
        assert FacetService(store, programme, plain, clock).special("merci") is None

    def test_they_stand_behind_the_themes_and_are_counted(self, room: Room) -> None:
        for text in ("merci", "RAS", "azerty", "materiel absent", "?"):
            room.add(text)
        room.theming.group()
        for audience in Audience:
            view = room.gate.view(audience)
            summary = view.summary
            assert [t.id for t in summary.themes] == ["materiel", ""]
            assert [(t.id, t.notes) for t in summary.aside] == [("merci", 2), ("hors-sujet", 1)]
            assert summary.notes == 5
            (table,) = [t for t in view.tables if t.id == "themes"]
            assert [row[0] for row in table.rows] == ["materiel", "", "merci", "hors-sujet"]


def test_care_functions_are_counted_by_what_the_column_says(room: Room) -> None:
    for text in ("Wifi au bloc", "Le bloc et la réanimation", "Trop de clics"):
        room.add(text)
    view = room.gate.view()
    figures = [(a.id, a.notes, a.barriers) for a in view.summary.areas]
    assert figures == [("bloc", 2, 2), ("reanimation", 1, 1)]
    (table,) = [t for t in view.tables if t.id == "areas"]
    assert [row[0] for row in table.rows] == ["bloc", "reanimation"]


def test_a_word_that_only_flagged_notes_have_decides_nothing_in_public(room: Room) -> None:
    for _n in range(12):
        room.add("materiel et mauvaise dose donnée hier")
    room.theming.group()
    (figure,) = room.gate.view().summary.themes
    assert (figure.notes, figure.words) == (12, ())


def test_records_of_the_team_say_all_that_is_known(room: Room) -> None:
    room.add("materiel du bloc")
    room.theming.group()
    (line,) = room.gate.view(Audience.TEAM).records.notes
    assert (line.label, line.placed_by, line.confidence) == ("Materiel", "machine", 0.5)
    assert (line.areas, line.moment, line.safety) == (("bloc",), Moment.UNSET, False)
    room.theming.place(room.capture.notes()[0].id, "materiel")
    assert room.gate.view(Audience.TEAM).records.notes[0].placed_by == "person"
