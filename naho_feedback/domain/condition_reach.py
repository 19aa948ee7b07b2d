"""Whether a question can ever be asked: tries the answers that its condition could see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from naho_feedback.domain.conditions import Comparison, is_number, met, parsed, tests
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import NOT_CONCERNED, POINTS, Question, QuestionKind

_STEPS: Final = 5_000
"""Answers that are tried at most; a condition that needs more counts as one that can be met."""
_MOST_CHOICES: Final = 8


def can_be_met(text: str, earlier: Sequence[Question], *, alone: bool) -> bool:
    """Whether some answers meet a condition.

    Args:
        text: the condition, which can be read and names earlier questions only.
        earlier: the questions before, in their order.
        alone: whether the conditions of the earlier questions are left out of account; then a
            condition that cannot be met contradicts itself.
    """
    needed = _needed(text, earlier, alone=alone)
    seen: list[Comparison] = []
    for question in needed:
        if question.condition:
            seen.extend(tests(parsed(question.condition)))
    seen.extend(tests(parsed(text)))
    values = {q.id: tuple(_values(q, [t for t in seen if t.question == q.id])) for q in needed}
    return _Search(text, needed, values, alone=alone).found(0, {})


def _needed(text: str, earlier: Sequence[Question], *, alone: bool) -> list[Question]:
    """Return the questions that a condition sees, and those that these see, in their order."""
    wanted = {test.question for test in tests(parsed(text))}
    for question in reversed(earlier):
        if question.id in wanted and question.condition and not alone:
            wanted |= {test.question for test in tests(parsed(question.condition))}
    return [question for question in earlier if question.id in wanted]


class _Search:
    """One search through the answers."""

    def __init__(
        self,
        text: str,
        needed: Sequence[Question],
        values: Mapping[str, tuple[Answer, ...]],
        *,
        alone: bool,
    ) -> None:
        self._condition = parsed(text)
        self._needed = needed
        self._values = values
        self._alone = alone
        self._steps = 0

    def found(self, at: int, answers: dict[str, Answer]) -> bool:
        """Whether the questions from ``at`` on can be answered so that the condition is met."""
        self._steps += 1
        if self._steps > _STEPS:
            return True
        if at == len(self._needed):
            return met(self._condition, answers)
        question = self._needed[at]
        asked = self._alone or not question.condition or met(parsed(question.condition), answers)
        if asked:
            for value in self._values[question.id]:
                if self.found(at + 1, {**answers, question.id: value}):
                    return True
            if question.required:
                return False
        return self.found(at + 1, answers)


def _values(question: Question, seen: Sequence[Comparison]) -> Iterator[Answer]:
    """Yield answers of a question, one of each sort that comparisons can tell apart."""
    match question.kind:
        case QuestionKind.FACES:
            yield from POINTS
        case QuestionKind.AGREEMENT:
            yield from POINTS
            if not question.concerns_all:
                yield NOT_CONCERNED
        case QuestionKind.SINGLE:
            yield from (choice.id for choice in question.choices)
        case QuestionKind.MULTIPLE:
            yield from _several(question, {test.value for test in seen})
        case QuestionKind.SLIDER:
            yield from _places(question, seen)
        case QuestionKind.NUMBER:
            yield from _numbers(question, seen)
        case QuestionKind.DATE:
            yield from _days(question, seen)
        case _:
            yield "x"


def _several(question: Question, seen: set[str]) -> Iterator[str]:
    known = [c for c in question.choices if c.id in seen][:_MOST_CHOICES]
    rest = [c for c in question.choices if c.id not in seen and not c.exclusive]
    for count in range(len(known) + 1):
        for some in combinations(known, count):
            fill = rest[: max(0, (question.min or 1) - count)]
            taken = [*some, *fill]
            alone = len(taken) > 1 and any(choice.exclusive for choice in taken)
            if taken and not alone and len(taken) <= (question.max or len(taken)):
                yield " ".join(choice.id for choice in taken)
    yield from (c.id for c in question.choices if c.exclusive)


def _numbers(question: Question, seen: Sequence[Comparison]) -> Iterator[int]:
    named = {int(test.value) for test in seen if is_number(test.value)}
    ends = {end for end in (question.min, question.max) if end is not None}
    near = {number + step for number in named | ends | {0} for step in (-1, 0, 1)}
    for number in sorted(near):
        if (question.min is None or number >= question.min) and (
            question.max is None or number <= question.max
        ):
            yield number


def _places(question: Question, seen: Sequence[Comparison]) -> Iterator[int]:
    line = question.line
    named = [int(test.value) for test in seen if is_number(test.value)]
    for place in line:
        at_an_end = place in (line[0], line[-1])
        if at_an_end or any(abs(place - number) <= line.step for number in named):
            yield place


def _days(question: Question, seen: Sequence[Comparison]) -> Iterator[str]:
    named = {dt.date.fromisoformat(test.value) for test in seen if test.value}
    ends = {end for end in (question.first, question.last) if end is not None}
    one = dt.timedelta(days=1)
    middle = [day for day in named | ends if dt.date.min < day < dt.date.max]
    near = {day + step for day in middle for step in (-one, 0 * one, one)} | ends
    for day in sorted(near or {dt.date(2000, 1, 1)}):
        if (question.first is None or day >= question.first) and (
            question.last is None or day <= question.last
        ):
            yield day.isoformat()
