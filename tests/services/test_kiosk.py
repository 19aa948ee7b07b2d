"""Answers: each kind is checked, skipped questions stay out."""

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
