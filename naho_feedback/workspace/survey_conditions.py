"""What can be wrong with the conditions of a questionnaire's questions."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from naho_feedback.domain.condition_reach import can_be_met
from naho_feedback.domain.conditions import (
    ANSWERED,
    HAS,
    ORDERING,
    Comparison,
    ConditionError,
    is_number,
    parsed,
    tests,
)
from naho_feedback.domain.surveys import NOT_CONCERNED, POINTS, WORDS, Question, QuestionKind
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.survey_file import FileQuestion, questions_of
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

_ORDERED: Final = (
    QuestionKind.FACES,
    QuestionKind.AGREEMENT,
    QuestionKind.NUMBER,
    QuestionKind.SLIDER,
    QuestionKind.DATE,
)


def condition_faults(
    question: FileQuestion,
    earlier: Sequence[Question],
    every: Sequence[FileQuestion],
    path: KeyPath,
    *,
    sound: bool,
) -> Iterator[Fault]:
    """Yield what is wrong with the condition of a question.

    Args:
        question: the question.
        earlier: the single questions before it.
        every: all questions of the file.
        path: the condition's key.
        sound: whether nothing is wrong with the earlier ones, so that answers can be tried.
    """
    if not question.condition:
        return
    try:
        seen = tuple(tests(parsed(question.condition)))
    except ConditionError as error:
        yield Fault(path, error.message, error.hint)
        return
    found = [fault for test in seen for fault in _test_faults(test, earlier, every, path)]
    yield from found
    if found or not sound:
        return
    if not can_be_met(question.condition, earlier, alone=True):
        yield Fault(
            path,
            _("This condition contradicts itself: no answers meet it."),
            _("Change it, or delete the question."),
        )
    elif not can_be_met(question.condition, earlier, alone=False):
        yield Fault(
            path,
            _(
                "This question is never asked: the questions that it looks at are not asked "
                "themselves where this is met."
            ),
            _("Change this condition, or those of {names}.").format(
                names=", ".join(dict.fromkeys(quoted(test.question) for test in seen))
            ),
        )


def _test_faults(
    test: Comparison, earlier: Sequence[Question], every: Sequence[FileQuestion], path: KeyPath
) -> Iterator[Fault]:
    asked = next((question for question in earlier if question.id == test.question), None)
    if asked is None:
        yield _unknown(test.question, earlier, every, path)
    elif test.sign != ANSWERED:
        yield from _sign_faults(test, asked, path)


def _unknown(
    name: str, earlier: Sequence[Question], every: Sequence[FileQuestion], path: KeyPath
) -> Fault:
    known = [question.id for question in earlier]
    rows = [id_ for id_ in known if id_.startswith(f"{name}.")]
    later = [question.id for asked in every for question in questions_of(asked)]
    if rows:
        return Fault(
            path,
            _("{name} is asked in several parts.").format(name=quoted(name)),
            _("Write one of: {values}.").format(values=", ".join(map(quoted, rows))),
        )
    if name in later or any(asked.id == name for asked in every):
        return Fault(
            path,
            _("{name} is not asked before this question.").format(name=quoted(name)),
            _("A condition looks at earlier questions: move one of the two."),
        )
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        hint = _("Did you mean {key}?").format(key=quoted(near[0]))
    elif known:
        hint = _("Write one of: {values}.").format(values=", ".join(map(quoted, known)))
    else:
        hint = _("The first question has no condition: delete this line.")
    return Fault(path, _("There is no question {name}.").format(name=quoted(name)), hint)


def _sign_faults(test: Comparison, asked: Question, path: KeyPath) -> Iterator[Fault]:
    if asked.kind in WORDS:
        yield Fault(
            path,
            _("Words cannot be compared: {name} is a text.").format(name=quoted(test.question)),
            _("Write {line}.").format(line=f"answered {asked.id}"),
        )
    elif (test.sign == HAS) != (asked.kind is QuestionKind.MULTIPLE):
        sign = HAS if asked.kind is QuestionKind.MULTIPLE else "="
        yield _wrong_sign(test, asked, sign, path)
    elif test.sign in ORDERING and asked.kind not in _ORDERED:
        yield _wrong_sign(test, asked, "=", path)
    elif not _is_value(test, asked):
        yield Fault(
            path,
            _("{value} is no answer to {name}.").format(
                value=quoted(test.value), name=quoted(test.question)
            ),
            _values_hint(asked),
        )


def _wrong_sign(test: Comparison, asked: Question, sign: str, path: KeyPath) -> Fault:
    return Fault(
        path,
        _("{name} cannot be compared by {sign}.").format(
            name=quoted(test.question), sign=quoted(test.sign)
        ),
        _("Write {line}.").format(line=f"{asked.id} {sign} {test.value}"),
    )


def _is_value(test: Comparison, asked: Question) -> bool:
    match asked.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return asked.choice(test.value) is not None
        case QuestionKind.DATE:
            return _is_day(test.value)
        case QuestionKind.FACES | QuestionKind.AGREEMENT:
            concerned = test.sign not in ORDERING and asked.kind is QuestionKind.AGREEMENT
            if concerned and not asked.concerns_all and test.value == NOT_CONCERNED:
                return True
            return is_number(test.value) and int(test.value) in POINTS
        case _:
            return is_number(test.value)


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _values_hint(asked: Question) -> str:
    match asked.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            known = ", ".join(quoted(choice.id) for choice in asked.choices)
            return _("Write one of: {values}.").format(values=known)
        case QuestionKind.DATE:
            return _("Write the year first: 2017-02-27.")
        case QuestionKind.FACES | QuestionKind.AGREEMENT:
            return _("Write a number from {least} to {most}.").format(least=1, most=5)
        case _:
            return _("Write a whole number.")
