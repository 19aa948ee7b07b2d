"""Answers are kept after each question; what nobody finished is kept, and counted nowhere."""

from __future__ import annotations

import datetime as dt

import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import Actor, Op
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.publications import Publication, Threshold
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.surveys import Question, QuestionKind, Survey
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import NotFoundError, PersonalDataError, RefusedError
from naho_feedback.i18n import Localized, set_language
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.services.kiosk import Kiosk
from naho_feedback.services.thresholds import Thresholds
from naho_feedback.services.undo import undo_change
from naho_feedback.store.memory import MemoryStore

TEXT = Localized("?", "?")
SURVEY = Survey(
    id="s",
    version=2,
    title=TEXT,
    questions=(
        Question(id="face", kind=QuestionKind.FACES, text=TEXT),
        Question(id="must", kind=QuestionKind.NUMBER, text=TEXT, required=True),
        Question(id="words", kind=QuestionKind.TEXT, text=TEXT),
        Question(id="stop", kind=QuestionKind.TEXT, text=TEXT, polarity="-"),
    ),
)


class Hours:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = dt.datetime(2017, 3, 3, 10).astimezone()

    def later(self, **how_much: int) -> None:
        self.now += dt.timedelta(**how_much)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def kiosk(store: MemoryStore, hours: Hours) -> Kiosk:
    return Kiosk(store, {"s": SURVEY}, Clock(now=lambda: hours.now))


def test_answers_grow_question_by_question_under_one_id(kiosk: Kiosk, store: MemoryStore) -> None:
    begun = kiosk.keep(SURVEY, {"face": 4}, session="A-1")
    set_language("en")
    assert kiosk.keep(SURVEY, {"face": 4, "must": "12"}, begun=begun) == begun
    (kept,) = store.all(Begun)
    assert kept.answers == {"face": 4, "must": 12}
    assert (kept.survey, kept.survey_version, kept.session) == ("s", 2, "A-1")
    assert (kept.language, kept.origin, kept.left) == ("en", Origin.KIOSK, 0)
    assert store.count(Response) == 0


def test_a_required_question_may_be_still_to_come_but_what_is_given_must_fit(
    kiosk: Kiosk, store: MemoryStore
) -> None:
    assert kiosk.keep(SURVEY, {}) == ""
    assert kiosk.keep(SURVEY, {"face": None, "words": " "}) == ""
    with pytest.raises(RefusedError):
        kiosk.keep(SURVEY, {"face": 9})
    with pytest.raises(PersonalDataError):
        kiosk.keep(SURVEY, {"words": "1 84 12 76 451 089 46"})
    with pytest.raises(NotFoundError):
        kiosk.keep(SURVEY, {"other": 1})
    assert store.count(Begun) == 0


def test_the_promise_is_written_beside_the_first_answer(kiosk: Kiosk, store: MemoryStore) -> None:
    kiosk.thresholds = Thresholds(8, 12)
    kiosk.keep(SURVEY, {"face": 4})
    assert [(t.k_score, t.k_comment) for t in store.all(Threshold)] == [(8, 12)]


def test_who_comes_to_the_end_leaves_one_response_and_nothing_begun(
    kiosk: Kiosk, store: MemoryStore
) -> None:
    begun = kiosk.keep(SURVEY, {"face": 4})
    response = kiosk.submit(SURVEY, {"face": 4, "must": 1}, begun=begun)
    assert store.get(Response, response.id) == response
    assert (store.count(Response), store.count(Begun)) == (1, 0)
    entries = list(store.history())
    last = {(e.op, e.table) for e in entries if e.event == entries[-1].event}
    assert {(Op.PUT, "responses"), (Op.REMOVE, "begun")} <= last  # in one transaction


def test_the_end_still_asks_for_what_must_be_answered(kiosk: Kiosk, store: MemoryStore) -> None:
    begun = kiosk.keep(SURVEY, {"face": 4})
    with pytest.raises(RefusedError):
        kiosk.submit(SURVEY, {"face": 4}, begun=begun)
    assert (store.count(Response), store.count(Begun)) == (0, 1)


def test_what_was_taken_back_is_begun_no_more(kiosk: Kiosk, store: MemoryStore) -> None:
    begun = kiosk.keep(SURVEY, {"face": 4})
    kiosk.keep(SURVEY, {"face": None}, begun=begun)
    assert [b.answers for b in store.all(Begun)] == [{}]
    kiosk.take_back(begun)
    kiosk.take_back(begun)
    assert store.count(Begun) == 0


class TestWords:
    def test_words_become_notes_with_their_origin(
        self, kiosk: Kiosk, store: MemoryStore, session: Session
    ) -> None:
        kiosk.submit(SURVEY, {"must": 1, "words": "bien", "stop": "trop"}, session=session.id)
        assert [(n.text, n.column, n.origin, n.session, n.dots) for n in store.all(Note)] == [
            ("bien", "", Origin.KIOSK, session.id, 0),
            ("trop", "freins", Origin.KIOSK, session.id, 0),
        ]

    def test_words_wait_until_their_person_is_done(
        self, kiosk: Kiosk, store: MemoryStore, session: Session
    ) -> None:
        """A wall that hangs beside the kiosk must not show them while they are written."""
        begun = kiosk.keep(SURVEY, {"words": "bien"}, session=session.id)
        assert store.count(Note) == 0
        kiosk.submit(SURVEY, {"must": 1, "words": "mieux"}, begun=begun, session=session.id)
        assert [n.text for n in store.all(Note)] == ["mieux"]

    def test_words_of_who_went_away_join_once(
        self, kiosk: Kiosk, store: MemoryStore, session: Session
    ) -> None:
        begun = kiosk.keep(SURVEY, {"words": "bien"}, session=session.id)
        kiosk.leave(begun)
        kiosk.leave(begun)
        kiosk.submit(SURVEY, {"must": 1, "words": "bien"}, begun=begun, session=session.id)
        assert [n.text for n in store.all(Note)] == ["bien"]

    def test_outside_a_session_and_at_an_event_there_is_no_wall(
        self, kiosk: Kiosk, store: MemoryStore, capture: Capture
    ) -> None:
        event = capture.open_session("discours", "lens")
        for where in ("", "A-99", event.id):
            kiosk.submit(SURVEY, {"must": 1, "words": "bien"}, session=where)
        assert (store.count(Note), store.count(Response)) == (0, 3)

    def test_an_undo_at_the_wall_leaves_them_alone(
        self, kiosk: Kiosk, store: MemoryStore, capture: Capture, session: Session
    ) -> None:
        capture.add_note(session, "freins", "de la salle", actor=Actor.WALL)
        kiosk.submit(SURVEY, {"must": 1, "words": "du kiosque"}, session=session.id)
        undo_change(store, session=session.id)
        assert [n.text for n in store.all(Note)] == ["du kiosque"]


class TestLeft:
    def test_an_unfinished_answer_is_kept_as_such(
        self, kiosk: Kiosk, store: MemoryStore, hours: Hours
    ) -> None:
        begun = kiosk.keep(SURVEY, {"face": 2})
        hours.later(minutes=2)
        kiosk.leave(begun)
        (kept,) = store.all(Begun)
        assert kept.answers == {"face": 2}
        assert kept.left - kept.at == 120_000
        assert store.count(Response) == 0

    def test_what_a_crash_left_is_settled_an_hour_later_and_not_under_somebodys_hands(
        self, kiosk: Kiosk, store: MemoryStore, session: Session, hours: Hours
    ) -> None:
        kiosk.keep(SURVEY, {"words": "avant la panne"}, session=session.id)
        hours.later(minutes=59)
        now = kiosk.keep(SURVEY, {"words": "à l'instant"}, session=session.id)
        kiosk.leave()
        assert store.count(Note) == 0
        hours.later(minutes=2)
        kiosk.leave()
        assert [n.text for n in store.all(Note)] == ["avant la panne"]
        assert [b.id for b in store.all(Begun) if not b.left] == [now]

    @pytest.mark.parametrize("audience", list(Audience))
    def test_nothing_is_told_of_it_to_anybody(
        self,
        kiosk: Kiosk,
        store: MemoryStore,
        programme: Programme,
        hours: Hours,
        audience: Audience,
    ) -> None:
        """Not one figure, and no publication: the batches count people who came to the end."""

        def gate() -> Gate:
            clock = Clock(now=lambda: hours.now)
            return Gate(store, programme, Taxonomy(version=0, themes=()), {"s": SURVEY}, clock)

        for face in (1, 2, 3, 4, 5, 5, 5):
            kiosk.submit(SURVEY, {"face": face, "must": 1})
        before = gate().view(audience)
        published = store.count(Publication)
        for face in (1,) * 20:
            kiosk.leave(kiosk.keep(SURVEY, {"face": face}))
            kiosk.keep(SURVEY, {"face": face})
        assert gate().view(audience) == before
        assert store.count(Publication) == published
