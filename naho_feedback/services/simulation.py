"""Made-up answers to a questionnaire, so that its author sees what people will be asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Final, Protocol

import msgspec

from naho_feedback.domain.conditions import holds
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import NOT_CONCERNED, POINTS, Question, QuestionKind, Survey
from naho_feedback.services.answers import checked_answer

_SKIPPED: Final = 0.1
_LATEST: Final = dt.date(2030, 12, 31)
_DAYS: Final = 3650
_NUMBERS: Final = 100


class Chance(Protocol):
    """Where the made-up answers come from: a ``random.Random`` of the caller's."""

    def random(self) -> float:
        """Return a number from 0 to 1."""

    def randint(self, a: int, b: int, /) -> int:
        """Return a whole number from a to b."""


class Simulation(msgspec.Struct, frozen=True):
    """What many made-up people were asked.

    Attributes:
        people: how many they were.
        asked: how many of them were asked each question.
        fewest: questions that the one who was asked least had before them.
        most: questions of the one who was asked most.
    """

    people: int
    asked: dict[str, int]
    fewest: int
    most: int


def simulated(survey: Survey, people: int, chance: Chance) -> Simulation:
    """Let made-up people answer; nothing is stored.

    Args:
        survey: the questionnaire.
        people: how many, at least 1.
        chance: decides what they answer.
    """
    asked: Counter[str] = Counter()
    lengths = []
    for _person in range(people):
        answers = random_answers(survey, chance)
        here = [question.id for question in survey.questions if _is_asked(question, answers)]
        asked.update(here)
        lengths.append(len(here))
    return Simulation(
        people=people,
        asked={question.id: asked[question.id] for question in survey.questions},
        fewest=min(lengths),
        most=max(lengths),
    )


def random_answers(survey: Survey, chance: Chance) -> dict[str, Answer]:
    """Return one made-up person's answers, each of them checked as a real one is."""
    answers: dict[str, Answer] = {}
    for question in survey.questions:
        if not _is_asked(question, answers):
            continue
        if not question.required and chance.random() < _SKIPPED:
            continue
        answer = checked_answer(question, _answer(question, chance))
        if answer is not None:
            answers[question.id] = answer
    return answers


def _is_asked(question: Question, answers: dict[str, Answer]) -> bool:
    return holds(question.condition, answers)


def _answer(question: Question, chance: Chance) -> Answer:
    match question.kind:
        case QuestionKind.FACES:
            return _one(tuple(POINTS), chance)
        case QuestionKind.AGREEMENT:
            every: tuple[Answer, ...] = tuple(POINTS)
            return _one(every if question.concerns_all else (*every, NOT_CONCERNED), chance)
        case QuestionKind.SINGLE:
            return _one(tuple(choice.id for choice in question.choices), chance)
        case QuestionKind.MULTIPLE:
            return _several(question, chance)
        case QuestionKind.SLIDER:
            return _one(tuple(question.line), chance)
        case QuestionKind.NUMBER:
            return _number(question, chance)
        case QuestionKind.DATE:
            return _day(question, chance)
        case QuestionKind.SHORT | QuestionKind.TEXT:
            return "…"


def _one(values: tuple[Answer, ...], chance: Chance) -> Answer:
    return values[chance.randint(0, len(values) - 1)]


def _several(question: Question, chance: Chance) -> str:
    free = [choice.id for choice in question.choices if not choice.exclusive]
    alone = [choice.id for choice in question.choices if choice.exclusive]
    least = question.min or 1
    if alone and (len(free) < least or chance.random() < _SKIPPED):
        return alone[chance.randint(0, len(alone) - 1)]
    most = min(len(free), question.max or len(free))
    count = chance.randint(min(least, most), most)
    first = chance.randint(0, len(free) - 1)
    return " ".join((free[first:] + free[:first])[:count])


def _number(question: Question, chance: Chance) -> int:
    least, most = question.min, question.max
    if least is None:
        least = 0 if most is None else min(0, most - _NUMBERS)
    return chance.randint(least, least + _NUMBERS if most is None else most)


def _day(question: Question, chance: Chance) -> str:
    last = question.last or (_LATEST if question.first is None else _later(question.first))
    first = question.first or last - min(last - dt.date.min, dt.timedelta(_DAYS))
    return (first + dt.timedelta(chance.randint(0, (last - first).days))).isoformat()


def _later(day: dt.date) -> dt.date:
    return day + min(dt.date.max - day, dt.timedelta(_DAYS))
