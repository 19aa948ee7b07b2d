"""What is published of every kind of question: never more than of one agreement or choice."""

from __future__ import annotations

import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.publications import Publication
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Choice, Question, QuestionKind, Survey
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.domain.views import Precision
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.services.gate import Gate
from naho_feedback.services.kiosk import Kiosk
from naho_feedback.store.memory import MemoryStore

TEXT = Localized("?", "?")


def ask(id: str, kind: QuestionKind, **more: object) -> Question:
    return Question(id=id, kind=kind, text=TEXT, **more)  # type: ignore[arg-type]


CHOICES = (Choice("a", TEXT), Choice("b", TEXT), Choice("c", TEXT, exclusive=True))
SURVEY = Survey(
    id="s",
    version=1,
    title=TEXT,
    questions=(
        ask("visage", QuestionKind.FACES, polarity="+"),
        ask("m.a", QuestionKind.AGREEMENT, polarity="+"),
        ask("p.before", QuestionKind.AGREEMENT, polarity="+"),
        ask("p.now", QuestionKind.AGREEMENT, polarity="+"),
        ask("aides", QuestionKind.MULTIPLE, choices=CHOICES),
        ask("effort", QuestionKind.SLIDER),
        ask("jour", QuestionKind.DATE),
        ask("court", QuestionKind.SHORT),
        ask("suite", QuestionKind.AGREEMENT, polarity="+", condition="visage <= 2"),
    ),
)
ALL: dict[str, Answer] = {
    "m.a": 4,
    "p.before": 2,
    "p.now": 5,
    "aides": "a b",
    "effort": 40,
    "jour": "2017-03-01",
    "court": "un mot",
}


@pytest.fixture
def kiosk(store: MemoryStore, clock: Clock) -> Kiosk:
    return Kiosk(store, {SURVEY.id: SURVEY}, clock)


@pytest.fixture
def gate(store: MemoryStore, programme: Programme, clock: Clock) -> Gate:
    return Gate(store, programme, Taxonomy(version=1, themes=()), {SURVEY.id: SURVEY}, clock)


def answered(gate: Gate, audience: Audience) -> dict[str, int | None]:
    return {m.question: m.answers.value for m in gate.view(audience).summary.measures}


def test_rows_and_halves_are_figures_like_any_other_and_the_rest_is_none(
    kiosk: Kiosk, gate: Gate, store: MemoryStore
) -> None:
    for point in [1, 2, 3, 4, 5] * 8:
        kiosk.submit(SURVEY, {**ALL, "visage": point, "m.a": point})
    assert answered(gate, Audience.MANAGER) == {
        "visage": 40,
        "m.a": 40,
        "p.before": 40,
        "p.now": 40,
    }
    assert {p.figure for p in store.all(Publication)} == {
        *("*", "s:visage", "s:m.a", "s:p.before", "s:p.now")
    }


@pytest.mark.parametrize("audience", [Audience.MANAGER, Audience.PUBLIC])
def test_how_many_were_asked_on_a_condition_is_told_to_nobody_who_sees_no_records(
    kiosk: Kiosk, gate: Gate, store: MemoryStore, audience: Audience
) -> None:
    # Five answered 1 or 2 and one a 3: that five were asked would tell of the one.
    for point in [5] * 10 + [3] + [1, 1, 2, 2, 2]:
        more: dict[str, Answer] = {"suite": 4} if point <= 2 else {}
        kiosk.submit(SURVEY, {"visage": point, **more})
    assert answered(gate, audience).keys() == {"visage"}
    assert not [p for p in store.all(Publication) if "suite" in p.figure]
    assert answered(gate, Audience.TEAM)["suite"] == 5


def test_a_half_of_few_people_is_hidden(kiosk: Kiosk, gate: Gate) -> None:
    for number in range(12):
        halves: dict[str, Answer] = {"p.before": 2, "p.now": 5} if number < 4 else {}
        kiosk.submit(SURVEY, {"visage": 1 + number % 5, **halves})
    told = {m.question: m.precision for m in gate.view().summary.measures}
    assert told["p.before"] is told["p.now"] is Precision.HIDDEN
    assert told["visage"] is not Precision.HIDDEN
