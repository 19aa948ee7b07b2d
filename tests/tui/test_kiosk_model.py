"""Digits of any keyboard, and one person's way through a questionnaire, without a terminal."""

from __future__ import annotations

import pytest

from naho_feedback.domain.surveys import Choice, Question, QuestionKind, Survey
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.tui.widgets.choice_cards import choices_of
from naho_feedback.tui.widgets.choice_keys import digit_of
from naho_feedback.tui.widgets.kiosk_filling import Filling


def question(id: str, kind: QuestionKind, **more: object) -> Question:
    return Question(id=id, kind=kind, text=Localized(id, id), **more)  # type: ignore[arg-type]


SURVEY = Survey(
    id="essai",
    version=1,
    title=Localized("Essai", "Trial"),
    questions=(
        question("visage", QuestionKind.FACES),
        question("mots", QuestionKind.TEXT),
        question("nombre", QuestionKind.NUMBER, min=0, max=10, required=True),
    ),
)


@pytest.mark.parametrize(
    ("typed", "digit"),
    [(char, n % 10) for n, char in enumerate("&é\"'(-è_çà", 1)] + [(str(n), n) for n in range(10)],
)
def test_the_digit_row_counts_on_azerty_and_qwerty(typed: str, digit: int) -> None:
    assert digit_of(typed) == digit


@pytest.mark.parametrize("typed", [None, "", "a", ")", "=", "²", "٣", "12"])
def test_nothing_else_is_a_digit(typed: str | None) -> None:
    assert digit_of(typed) is None


class TestFilling:
    def test_answers_are_kept_when_going_back(self) -> None:
        filling = Filling(SURVEY)
        filling.answer(4)
        assert filling.forward()
        assert filling.back()
        assert filling.before == 4
        assert not filling.back()

    def test_skipping_an_answered_question_takes_its_answer_away(self) -> None:
        filling = Filling(SURVEY)
        filling.answer(4)
        filling.answer(None)
        assert filling.answers == {}

    def test_refused_words_stay_on_the_page_and_the_answer_before_stays_given(self) -> None:
        filling = Filling(SURVEY)
        filling.forward()
        filling.answer("bien")
        with pytest.raises(RefusedError):
            filling.answer("x" * 10_001)
        assert filling.answers == {"mots": "bien"}
        assert filling.before == "x" * 10_001

    def test_a_required_question_is_not_skipped(self) -> None:
        filling = Filling(SURVEY)
        filling.number = 2
        for value in (None, "", "onze", "11"):
            with pytest.raises(RefusedError):
                filling.answer(value)
        filling.answer("10")
        assert filling.answers == {"nombre": 10}
        assert not filling.forward()


class TestChoices:
    def test_agreement_has_five_points_and_not_concerned_on_zero(self) -> None:
        choices = choices_of(question("q", QuestionKind.AGREEMENT))
        assert [(c.digit, c.value) for c in choices] == [
            *((n, n) for n in range(1, 6)),
            (0, "na"),
        ]

    def test_the_tenth_choice_has_zero_and_the_eleventh_no_digit(self) -> None:
        many = tuple(Choice(f"c{n}", Localized(f"C{n}", "")) for n in range(1, 12))
        choices = choices_of(question("q", QuestionKind.SINGLE, choices=many))
        assert [c.digit for c in choices] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, None]

    def test_words_and_numbers_have_no_choices(self) -> None:
        assert choices_of(SURVEY.questions[1]) == choices_of(SURVEY.questions[2]) == ()
