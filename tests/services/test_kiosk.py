"""Answers: each kind is checked, skipped questions stay out."""

import datetime as dt

import pytest

from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.surveys import NOT_CONCERNED, Choice, Question, QuestionKind, Survey
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.services.answers import checked_answer
from naho_feedback.services.clock import Clock
from naho_feedback.services.kiosk import Kiosk
from naho_feedback.store.memory import MemoryStore

TEXT = Localized("?", "?")


def question(kind: QuestionKind, **more: object) -> Question:
    return Question(id="q", kind=kind, text=TEXT, **more)  # type: ignore[arg-type]


SINGLE = question(QuestionKind.SINGLE, choices=(Choice("oui", TEXT), Choice("non", TEXT)))
NUMBER = question(QuestionKind.NUMBER, min=0, max=10)


@pytest.mark.parametrize(
    ("asked", "given", "kept"),
    [
        (question(QuestionKind.FACES), 5, 5),
        (question(QuestionKind.AGREEMENT), NOT_CONCERNED, NOT_CONCERNED),
        (SINGLE, "non", "non"),
        (NUMBER, "7", 7),
        (question(QuestionKind.TEXT), " ça va ", " ça va "),
        (question(QuestionKind.TEXT), "  ", None),
        (question(QuestionKind.FACES), None, None),
    ],
)
def test_a_fitting_answer_is_kept(
    asked: Question, given: Answer | None, kept: Answer | None
) -> None:
    assert checked_answer(asked, given) == kept


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (question(QuestionKind.FACES), 6),
        (question(QuestionKind.FACES), "5"),
        (question(QuestionKind.FACES), NOT_CONCERNED),
        (SINGLE, "peut-être"),
        (SINGLE, 1),
        (NUMBER, "beaucoup"),
        (NUMBER, 11),
        (NUMBER, -1),
        (question(QuestionKind.TEXT), "1 85 02 62 118 123 83"),
        (question(QuestionKind.FACES, required=True), None),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(asked: Question, given: Answer | None) -> None:
    with pytest.raises(RefusedError):
        checked_answer(asked, given)


@pytest.fixture
def kiosk(store: MemoryStore, clock: Clock) -> Kiosk:
    survey = Survey(id="s", version=3, title=TEXT, questions=(question(QuestionKind.FACES),))
    return Kiosk(store, {"s": survey}, clock)


def test_a_response_keeps_version_language_and_time(
    kiosk: Kiosk, store: MemoryStore, clock: Clock
) -> None:
    response = kiosk.submit(kiosk.survey("s"), {"q": 4}, session="A-1")
    assert store.get(Response, response.id) == response
    assert (response.survey_version, response.language, response.session) == (3, "fr", "A-1")


def test_an_empty_response_and_unknown_names_are_refused(kiosk: Kiosk, store: MemoryStore) -> None:
    with pytest.raises(RefusedError):
        kiosk.submit(kiosk.survey("s"), {"q": None})
    with pytest.raises(NotFoundError):
        kiosk.submit(kiosk.survey("s"), {"other": 1})
    with pytest.raises(NotFoundError, match="s"):
        kiosk.survey("nope")
    assert store.count(Response) == 0


CHOICES = (Choice("a", TEXT), Choice("b", TEXT), Choice("non", TEXT, exclusive=True))
SEVERAL = question(QuestionKind.MULTIPLE, choices=CHOICES, min=1, max=1)
DAY = question(QuestionKind.DATE, first=dt.date(2017, 1, 1), last=dt.date(2017, 12, 31))
SLIDER = question(QuestionKind.SLIDER)


@pytest.mark.parametrize(
    ("asked", "given", "kept"),
    [
        (question(QuestionKind.MULTIPLE, choices=CHOICES), " b  a a", "a b"),
        (question(QuestionKind.MULTIPLE, choices=CHOICES), "non", "non"),
        (SLIDER, "45", 45),
        (DAY, "27/2/2017", "2017-02-27"),
        (DAY, "27022017", "2017-02-27"),
        (DAY, "2017-02-27", "2017-02-27"),
        (question(QuestionKind.SHORT), "un mot", "un mot"),
    ],
)
def test_an_answer_of_another_kind_is_kept_in_one_form(
    asked: Question, given: Answer, kept: Answer
) -> None:
    assert checked_answer(asked, given) == kept


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (SEVERAL, "a b"),
        (SEVERAL, "a non"),
        (SEVERAL, "c"),
        (SEVERAL, 1),
        (question(QuestionKind.MULTIPLE, choices=CHOICES, min=2), "a"),
        (SLIDER, 42),
        (SLIDER, 105),
        (SLIDER, "beaucoup"),
        (DAY, "1122017"),
        (DAY, "31/02/2017"),
        (DAY, "2016-12-31"),
        (DAY, "01/01/2018"),
        (DAY, 2017),
        (question(QuestionKind.SHORT), "x" * 201),
        (question(QuestionKind.SHORT, max=3), "quatre"),
        (question(QuestionKind.TEXT, max=3), "quatre"),
        (question(QuestionKind.SHORT), "1 85 02 62 118 123 83"),
        (question(QuestionKind.AGREEMENT, concerns_all=True), NOT_CONCERNED),
    ],
)
def test_an_answer_of_another_kind_that_does_not_fit_is_refused(
    asked: Question, given: Answer
) -> None:
    with pytest.raises(RefusedError):
        checked_answer(asked, given)


class TestConditions:
    SURVEY = Survey(
        id="s",
        version=1,
        title=TEXT,
        questions=(
            Question(id="a", kind=QuestionKind.FACES, text=TEXT),
            Question(id="b", kind=QuestionKind.TEXT, text=TEXT, required=True, condition="a <= 2"),
            Question(id="c", kind=QuestionKind.NUMBER, text=TEXT, condition="answered b"),
        ),
    )

    def test_only_what_is_asked_must_be_answered(self, kiosk: Kiosk) -> None:
        assert kiosk.check_all(self.SURVEY, {"a": 5}) == ()
        assert kiosk.submit(self.SURVEY, {"a": 5}).answers == {"a": 5}
        with pytest.raises(RefusedError):
            kiosk.submit(self.SURVEY, {"a": 1})

    def test_what_is_not_asked_is_not_answered(self, kiosk: Kiosk) -> None:
        kept = kiosk.submit(self.SURVEY, {"a": 5, "b": " ", "c": None})
        assert kept.answers == {"a": 5}
        refused: tuple[dict[str, Answer], ...] = ({"a": 5, "b": "mots"}, {"a": 5, "c": 3})
        for answers in refused:
            with pytest.raises(RefusedError) as caught:
                kiosk.submit(self.SURVEY, answers)
            assert caught.value.hint
