"""The gate: what each audience may know, and what stays hidden."""

import contextlib
import datetime as dt
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from naho_feedback import i18n
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import Change, put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.publications import Publication
from naho_feedback.domain.responses import Response, Visit
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.surveys import Choice, Question, QuestionKind, Survey
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.domain.views import Count, Hidden, Precision, Selection
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.services.thresholds import Thresholds
from naho_feedback.store.memory import MemoryStore

SURVEY = Survey(
    id="sortie",
    version=1,
    title=Localized("Sortie", "Exit"),
    questions=(
        Question(
            id="q1", kind=QuestionKind.FACES, polarity="+", text=Localized("Utile ?", "Useful?")
        ),
        Question(
            id="q2",
            kind=QuestionKind.SINGLE,
            text=Localized("Vous êtes ?", "You are?"),
            choices=(
                Choice("plus", Localized("Plus", "More"), "+"),
                Choice("pareil", Localized("Pareil", "Same")),
                Choice("moins", Localized("Moins", "Less"), "-"),
            ),
        ),
    ),
)
TAXONOMY = Taxonomy(
    version=1,
    themes=tuple(
        Theme(
            id=id_,
            label=Localized(fr, id_.title()),
            definition=Localized("-", "-"),
            keywords=Words(fr=("wifi",) if id_ == "materiel" else ()),
        )
        for id_, fr in (("materiel", "Matériel"), ("formation", "Formation"))
    ),
)


@pytest.fixture
def gate(store: MemoryStore, programme: Programme, clock: Clock) -> Gate:
    return Gate(store, programme, TAXONOMY, {SURVEY.id: SURVEY}, clock)


def answer(store: MemoryStore, clock: Clock, *faces: int, **more: str) -> None:
    store.append(
        [
            put(Response(survey="sortie", answers={"q1": f, **more}, at=clock.now_ms()))
            for f in faces
        ],
        "kiosk",
    )


class TestReach:
    def test_visits_are_passages_until_somebody_declares_people(
        self, gate: Gate, capture: Capture
    ) -> None:
        capture.add_visit("lens", count=412)
        capture.add_visit("bethune", count=218)
        before = gate.view().summary.reach
        assert (before.came, before.unique, before.share) == (Count(630), False, None)
        capture.declare_unique("2017-02-27", "2017-03-03", "liste")
        after = gate.view().summary.reach
        assert (after.came, after.unique, after.share) == (Count(630), True, 0.315)
        assert (after.headcount, after.headcount_source) == (2000, "annonce")

    def test_a_declaration_counts_only_where_it_covers_every_day(
        self, gate: Gate, capture: Capture
    ) -> None:
        capture.add_visit("lens", count=50, day="2017-02-20")
        capture.add_visit("lens", count=50)
        capture.declare_unique("2017-02-27", "2017-03-03", "liste")
        assert gate.view().summary.reach.unique is False

    def test_a_small_site_takes_its_neighbour_with_it(self, gate: Gate, capture: Capture) -> None:
        capture.add_visit("lens", count=40)
        capture.add_visit("bethune", count=3)
        lens, bethune = gate.view().summary.reach.sites
        assert bethune.came == Count(None, Hidden.SMALL)
        assert lens.came == Count(None, Hidden.PROTECTED)
        assert lens.share is None

    def test_a_small_total_hides_every_site(self, gate: Gate, capture: Capture) -> None:
        capture.add_visit("lens", count=4)
        reach = gate.view().summary.reach
        assert {reach.came, *(s.came for s in reach.sites)} == {Count(None, Hidden.SMALL)}

    def test_sites_that_nobody_came_from_are_named(self, gate: Gate, capture: Capture) -> None:
        capture.add_visit("lens", count=9)
        assert gate.view().summary.unheard == ("Béthune",)

    def test_days_under_k_are_hidden_with_a_neighbour(
        self, gate: Gate, capture: Capture, store: MemoryStore
    ) -> None:
        for day, count in (("2017-02-27", 30), ("2017-02-28", 20), ("2017-03-01", 2)):
            capture.add_visit("lens", count=count, day=day)
            opened = int(dt.datetime.fromisoformat(f"{day}T09:00").timestamp() * 1000)
            store.append([put(Session(site="lens", opened=opened))], "x")
        days = next(table for table in gate.view().tables if table.id == "days")
        assert [row[1] for row in days.rows] == [
            Count(30),
            Count(None, Hidden.PROTECTED),
            Count(None, Hidden.SMALL),
        ]


class TestMeasures:
    @pytest.mark.parametrize(
        ("faces", "precision"),
        [
            ([5, 4, 1, 2, 4], Precision.WORDS),
            ([5, 4, 1, 2, 4] * 2, Precision.INDICATIVE),
            ([5, 4, 1, 2, 4] * 6, Precision.FULL),
        ],
    )
    def test_more_answers_say_more(
        self,
        gate: Gate,
        store: MemoryStore,
        clock: Clock,
        faces: list[int],
        precision: Precision,
    ) -> None:
        answer(store, clock, *faces)
        (measure,) = gate.view().summary.measures
        assert measure.precision == precision
        assert (measure.value is not None) == (precision in (Precision.INDICATIVE, Precision.FULL))
        assert measure.answers.value == len(faces)
        assert measure.favourable.value is not None

    def test_a_questionnaire_that_few_answered_is_not_told(
        self, gate: Gate, store: MemoryStore, clock: Clock
    ) -> None:
        answer(store, clock, 5, 4, 1, 2)
        assert gate.view().summary.measures == ()
        assert gate.view(Audience.TEAM).summary.measures[0].precision == Precision.HIDDEN

    def test_the_share_is_the_top_two_with_its_interval(
        self, gate: Gate, store: MemoryStore, clock: Clock
    ) -> None:
        answer(store, clock, *[5] * 12, *[4] * 12, *[3] * 6)
        (measure,) = gate.view().summary.measures
        assert measure.value == 0.8
        assert (round(measure.low or 0, 3), round(measure.high or 0, 3)) == (0.627, 0.905)

    def test_unanimity_of_few_is_not_told(
        self, gate: Gate, store: MemoryStore, clock: Clock
    ) -> None:
        answer(store, clock, *[5] * 12)
        (measure,) = gate.view().summary.measures
        assert measure.unanimous
        assert (measure.value, measure.favourable.value, measure.distribution) == (None, None, {})

    def test_a_small_bar_is_hidden_with_what_would_tell_it(
        self, gate: Gate, store: MemoryStore, clock: Clock
    ) -> None:
        answer(store, clock, *[5] * 20, *[4] * 20, 1)
        (measure,) = gate.view().summary.measures
        assert measure.distribution == {
            **dict.fromkeys("123", Count(None, Hidden.SMALL)),
            **dict.fromkeys("45", Count(20)),
        }
        assert measure.unfavourable == Count(None, Hidden.PROTECTED)
        answer(store, clock, *[1] * 4, *[3] * 9, *[5] * 5)
        (measure,) = gate.view().summary.measures
        assert (measure.unfavourable, measure.distribution["3"]) == (Count(5), Count(9))
        assert measure.distribution["1"].value is None  # with an empty bar beside it

    def test_a_signed_choice_gives_a_balance(
        self, gate: Gate, store: MemoryStore, clock: Clock
    ) -> None:
        answer(store, clock, *[3] * 20, q2="plus")
        answer(store, clock, *[3] * 10, q2="pareil")
        answer(store, clock, *[3] * 10, q2="moins")
        balance = gate.view().summary.measures[1]
        assert (balance.kind, balance.value) == ("balance", 0.25)


class TestThemes:
    def test_themes_count_notes_sessions_sites_and_sides(
        self, gate: Gate, capture: Capture, store: MemoryStore
    ) -> None:
        for site, column in (("lens", "freins"), ("bethune", "freins"), ("bethune", "leviers")):
            session = capture.open_session("post-it", site)
            note = capture.add_note(session, column, "wifi", dots=2)
            store.append([put(Placement(note=note.id, theme="materiel", words=("Wifi",)))], "x")
        capture.add_note(session, "", "autre chose")
        first, last = gate.view().summary.themes
        assert (first.label, first.notes, first.sessions, first.sites) == ("Matériel", 3, 3, 2)
        assert (first.dots, first.barriers, first.enablers, first.words) == (6, 2, 1, ("wifi",))
        assert (last.id, last.label, last.notes) == ("", "À classer", 1)

    def test_an_english_reader_gets_english_labels(
        self, gate: Gate, capture: Capture, store: MemoryStore, session: Session
    ) -> None:
        note = capture.add_note(session, "", "x")
        store.append([put(Placement(note=note.id, theme="materiel"))], "x")
        gate.view()
        i18n.set_language("en")
        assert gate.view().summary.themes[0].label == "Materiel"


class TestAudiences:
    @pytest.fixture
    def notes(self, capture: Capture, session: Session) -> list[Note]:
        quoted = capture.add_note(session, "freins", "Appeler Mme Dupont au 06 12 34 56 78")
        capture.edit_note(quoted.id, review=Review.QUOTABLE)
        return [quoted, *(capture.add_note(session, "", f"rien à voir {n}") for n in range(9))]

    @pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
    def test_managers_and_public_get_no_records(
        self, gate: Gate, notes: list[Note], audience: Audience
    ) -> None:
        view = gate.view(audience)
        assert (view.records.notes, view.records.responses) == ((), ())
        assert [quote.text for quote in view.verbatims] == ["Appeler [NOM] au [TEL]"]

    def test_the_team_gets_redacted_notes_and_raw_gets_them_as_typed(
        self, gate: Gate, notes: list[Note]
    ) -> None:
        team = gate.view(Audience.TEAM).records
        raw = gate.view(Audience.RAW).records
        assert team.notes[0].text == "Appeler [NOM] au [TEL]"
        assert raw.notes[0].text == notes[0].text
        assert team.responses == ()

    def test_a_view_is_made_anew_when_something_changed(
        self, gate: Gate, capture: Capture, session: Session
    ) -> None:
        before = gate.view()
        assert gate.view() is before
        capture.add_note(session, "", "x")
        assert gate.view().summary.notes == 1

    def test_a_selection_narrows_to_site_and_days(
        self, gate: Gate, capture: Capture, notes: list[Note]
    ) -> None:
        lens = gate.view(selection=Selection(site="lens")).summary
        bethune = gate.view(selection=Selection(site="bethune")).summary
        later = gate.view(selection=Selection(first=dt.date(2017, 3, 4))).summary
        assert (lens.notes, bethune.notes, later.notes) == (10, 0, 0)

    def test_quotes_of_few_notes_are_nobody_s_business(
        self, gate: Gate, capture: Capture, notes: list[Note]
    ) -> None:
        capture.remove_note(notes[-1].id)
        assert gate.view().verbatims == ()

    def test_k_below_five_is_refused(self) -> None:
        with pytest.raises(ValueError, match="under 5"):
            Thresholds(4)
        with pytest.raises(ValueError, match="under 5"):
            Thresholds(5, 9)

    def test_hours_and_single_visits_are_in_no_table(
        self, gate: Gate, store: MemoryStore, capture: Capture
    ) -> None:
        store.append([put(Visit(site="lens", role="medecin", count=9, day="2017-03-03"))], "x")
        columns = {c.id for table in gate.view().tables for c in table.columns}
        assert not columns & {"hour", "at"}

    def test_sites_and_roles_are_crossed_with_small_groups_hidden(
        self, gate: Gate, store: MemoryStore
    ) -> None:
        week = {("lens", "medecin"): 40, ("lens", "autre"): 90, ("bethune", "autre"): 30}
        for (site, role), n in (week | {("bethune", "medecin"): 3}).items():
            store.append([put(Visit(site=site, role=role, count=n, day="2017-03-03"))], "x")
        doctors, others = gate.view().summary.reach.roles
        assert (doctors.came, others.came, doctors.sites) == (Count(43), Count(120), {})
        doctors, others = gate.view(Audience.TEAM).summary.reach.roles
        assert (doctors.came, others.came) == (Count(43), Count(120))
        assert doctors.sites == {
            "lens": Count(None, Hidden.PROTECTED),
            "bethune": Count(None, Hidden.SMALL),
        }
        assert gate.view(selection=Selection(site="lens")).summary.reach.roles == ()

    def test_a_hidden_site_is_hidden_when_it_is_asked_for_alone(
        self, gate: Gate, capture: Capture
    ) -> None:
        capture.add_visit("lens", count=40)
        capture.add_visit("bethune", count=3)
        alone = gate.view(selection=Selection(site="lens")).summary.reach
        assert alone.came == alone.sites[0].came == Count(None, Hidden.PROTECTED)

    def test_the_team_sees_a_role_only_where_it_has_k_people(
        self, gate: Gate, store: MemoryStore, session: Session
    ) -> None:
        store.append([put(Note(session=session.id, text="x", role="medecin"))], "wall")
        store.append([put(Visit(site="lens", role="medecin", count=4, day="2017-03-03"))], "x")
        assert gate.view(Audience.TEAM).records.notes[0].role == ""
        assert gate.view(Audience.RAW).records.notes[0].role == "medecin"
        store.append([put(Visit(site="lens", role="medecin", day="2017-03-03"))], "x")
        assert gate.view(Audience.TEAM).records.notes[0].role == "medecin"


def test_threads_that_ask_at_once_publish_once(
    gate: Gate, store: MemoryStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two could write at the same moment they would meet here, and both write."""
    answer(store, clock, *[5, 4, 3, 2, 1] * 4)
    append, both = store.append, threading.Barrier(2)

    def meeting(changes: Sequence[Change], actor: str) -> tuple[str, ...]:
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.2)
        return append(changes, actor)

    monkeypatch.setattr(store, "append", meeting)
    with ThreadPoolExecutor(2) as pool:
        views = list(pool.map(lambda _n: gate.view(), range(2)))
    assert {view.summary.measures[0].answers for view in views} == {Count(20)}
    assert [p.figure for p in store.all(Publication)] == ["*", "*", "sortie:q1"]
