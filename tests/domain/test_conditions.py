"""The small language of conditions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback import i18n
from naho_feedback.domain.condition_reach import can_be_met
from naho_feedback.domain.conditions import ConditionError, holds, parsed
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Choice, Question, QuestionKind
from naho_feedback.i18n import Localized

TEXT = Localized("?", "?")
ANSWERS: dict[str, Answer] = {
    "s1": 2,
    "v2": "oui",
    "m1.a": "na",
    "aides": "tuto pair",
    "jour": "2017-03-01",
}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", True),
        ("s1 <= 2", True),
        ("s1 < 2", False),
        ("s1=2 and v2 = oui", True),
        ("s1 = 3 or v2 = oui", True),
        ("s1 = 3 or v2 = oui and s1 = 4", False),
        ("(s1 = 2 or v2 = oui) and s1 = 4", False),
        ("not s1 = 3", True),
        ("not (s1 = 2 and v2 = oui)", False),
        ("aides has pair", True),
        ("aides has rien", False),
        ("m1.a = na", True),
        ("m1.a >= 1", False),
        ("m1.a != 3", True),
        ("jour >= 2017-02-27", True),
        ("jour < 2017-02-27", False),
        ('v2 = "oui"', True),
        ("answered v2 and not answered v3", True),
        ("v3 = oui", False),
        ("v3 != oui", False),
        ("not v3 = oui", True),
    ],
)
def test_it_compares_answers_and_a_skipped_question_answers_nothing(text: str, held: bool) -> None:
    assert holds(text, ANSWERS) is held


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" ", "stops in the middle"),
        ("s1", "stops in the middle"),
        ("s1 <", "stops in the middle"),
        ("(s1 = 2", "stops in the middle"),
        ("s1 = 2 s2 = 3", '"s2" cannot stand here'),
        ("s1 = = 2", '"=" cannot stand here'),
        ("s1 is 2", '"is" cannot stand here'),
        ("and s1 = 2", '"and" cannot stand here'),
        ('"s1" = 2', '"s1" cannot stand here'),
        ("s1 + 2 = 3", '"+ 2 = 3" has no meaning'),
        ("__import__('os')", "has no meaning"),
        ("len(s1) = 2", '"(" cannot stand here'),
        ("not " * 30 + "s1 = 2", "too many brackets"),
        ("s1 = 2 or " * 60 + "s1 = 2", "too long"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(text: str, message: str) -> None:
    i18n.set_language("en")  # each test begins in French again
    with pytest.raises(ConditionError, match=re.escape(message)) as caught:
        parsed(text)
    assert caught.value.hint


@given(st.text(st.sampled_from(list('ab1.-="<>!() ')) | st.characters(), max_size=60))
def test_anything_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        held: bool | ConditionError = holds(text, ANSWERS)
    except ConditionError as error:
        held = error
    assert isinstance(held, bool) or "\n" not in str(held)


def ask(id: str, kind: QuestionKind, **more: object) -> Question:
    return Question(id=id, kind=kind, text=TEXT, **more)  # type: ignore[arg-type]


EARLIER = (
    ask("a", QuestionKind.FACES),
    ask("b", QuestionKind.NUMBER, min=0, max=9, condition="a >= 4"),
    ask(
        "c",
        QuestionKind.MULTIPLE,
        max=2,
        choices=(
            *(Choice("x", TEXT), Choice("y", TEXT), Choice("z", TEXT)),
            Choice("none", TEXT, exclusive=True),
        ),
    ),
    ask("d", QuestionKind.DATE),
    ask("e", QuestionKind.AGREEMENT, required=True),
)


@pytest.mark.parametrize(
    ("text", "alone", "along"),
    [
        ("a = 5", True, True),
        ("a > 5", False, False),
        ("a = 1 and a = 2", False, False),
        ("b > 3 and a = 4", True, True),
        ("b > 3 and a = 3", True, False),
        ("b > 9", False, False),
        ("answered b and not answered a", True, False),
        ("c has x and c has y", True, True),
        ("c has x and c has y and c has z", False, False),
        ("c has x and c has none", False, False),
        ("answered c and not (c has x or c has y or c has z or c has none)", False, False),
        ("d > 2017-01-01 and d < 2017-01-03", True, True),
        ("d > 2017-01-01 and d < 2017-01-02", False, False),
        ("e = na", True, True),
        ("not answered e", False, False),
        ("not (a = 1 or a = 2 or a = 3 or a = 4 or a = 5) and answered a", False, False),
    ],
)
def test_a_condition_that_no_answers_meet_is_found(text: str, alone: bool, along: bool) -> None:
    assert can_be_met(text, EARLIER, alone=True) is alone
    assert can_be_met(text, EARLIER, alone=False) is along
