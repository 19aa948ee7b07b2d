"""What one person's answers add up to, by the rule of their questionnaire.

The rules and their examples: ``docs/statistics.md``. A score says how people feel about a
thing; none of them ranks people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Question, QuestionKind, Score, Survey

SUS_ITEMS: Final = 10
SUS_BLANKS: Final = 2
"""Most blanks of the ten statements that may count as the middle."""
POINTED: Final = frozenset({QuestionKind.FACES, QuestionKind.AGREEMENT})
"""The kinds that are answered by 1 to 5."""

_MIDDLE: Final = 3


def sus(points: Sequence[int | None]) -> float | None:
    """Return the 0-100 score of ten statements, in turn for and against; None is a blank.

    Whoever hesitates is told to tick the middle, so up to two blanks count as that.

    Returns:
        The score, or None where more than two are blank.

    Raises:
        ValueError: unless there are ten, each of 1 to 5.
    """
    given = [point for point in points if point is not None]
    if len(points) != SUS_ITEMS or not all(1 <= point <= 5 for point in given):
        msg = "the score is of ten answers from 1 to 5"
        raise ValueError(msg)
    if len(points) - len(given) > SUS_BLANKS:
        return None
    filled = [_MIDDLE if point is None else point for point in points]
    odd, even = filled[0::2], filled[1::2]
    return 2.5 * (sum(point - 1 for point in odd) + sum(5 - point for point in even))


def mean_of_answered(values: Sequence[float | None]) -> float | None:
    """Return the mean of what was answered; None where that is less than two thirds."""
    given = [value for value in values if value is not None]
    if not given or 3 * len(given) < 2 * len(values):
        return None
    return sum(given) / len(given)


def index(points: Sequence[int | None]) -> float | None:
    """Return the mean of points 1 to 5 from 0 to 100; None where too few were answered."""
    mean = mean_of_answered(points)
    return None if mean is None else (mean - 1) / 4 * 100


def scores(survey: Survey, answers: Mapping[str, Answer]) -> dict[str, float]:
    """Return one person's scores; none where too little was answered.

    Args:
        survey: the questionnaire.
        answers: the answers by question.

    Returns:
        The score under ``""``, or one for each group under its id.
    """
    match survey.score:
        case Score.SUS:
            asked = [q for q in survey.questions if q.kind is QuestionKind.AGREEMENT]
            plain = [_point(answers.get(q.id)) for q in asked if q.concerns_all]
            return _known({"": sus(plain)})
        case Score.INDEX:
            return _known({"": index(_points(survey.questions, answers))})
        case Score.MEAN:
            line = [q for q in survey.questions if q.kind is QuestionKind.SLIDER]
            return _known({"": mean_of_answered([_point(answers.get(q.id)) for q in line])})
        case Score.BLOCKS:
            blocks = {
                group.id: [q for q in survey.questions if q.group == group.id]
                for group in survey.groups
            }
            return _known(
                {name: mean_of_answered(_points(q, answers)) for name, q in blocks.items()}
            )
        case None:
            return {}


def _points(questions: Iterable[Question], answers: Mapping[str, Answer]) -> list[int | None]:
    """Return points, high where people are content, whatever the statement's polarity."""
    return [
        point if point is None or question.polarity != "-" else 6 - point
        for question in questions
        if question.kind in POINTED
        for point in (_point(answers.get(question.id)),)
    ]


def _point(answer: Answer | None) -> int | None:
    return answer if isinstance(answer, int) else None


def _known(scores: Mapping[str, float | None]) -> dict[str, float]:
    return {name: score for name, score in scores.items() if score is not None}
