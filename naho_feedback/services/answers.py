"""Answers to single questions, checked before they are stored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final

from naho_feedback.domain.conditions import holds
from naho_feedback.domain.notes import NOTE_LIMIT
from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import (
    NOT_CONCERNED,
    POINTS,
    SHORT_LIMIT,
    Question,
    QuestionKind,
    Survey,
)
from naho_feedback.domain.text import is_blank, stored_form
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.checked import checked_text

_DAY: Final = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
_FRENCH_DAY: Final = re.compile(r"(?P<d>\d\d?)[/. -](?P<m>\d\d?)[/. -](?P<y>\d{4})")
_EIGHT_DIGITS: Final = re.compile(r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>\d{4})")
_DAYS: Final = (_DAY, _FRENCH_DAY, _EIGHT_DIGITS)


def checked_answer(question: Question, value: Answer | None) -> Answer | None:
    """Return the answer in the form that is stored; None where it was skipped.

    Several choices are one text: their ids in the file's order, a space between.

    Raises:
        RefusedError: if the answer does not fit the question, in the current language.
    """
    if value is None or (isinstance(value, str) and is_blank(value)):
        if question.required:
            raise RefusedError(_("This question needs an answer."))
        return None
    return _CHECKS[question.kind](question, value)


def asked(survey: Survey, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the questions that somebody with these answers is asked.

    An answer to a question that is not asked meets no condition.
    """
    known: dict[str, Answer] = {}
    found = []
    for question in survey.questions:
        if holds(question.condition, known):
            found.append(question)
            if question.id in answers:
                known[question.id] = answers[question.id]
    return tuple(found)


def _words(question: Question, value: Answer) -> str:
    limit = question.max or (SHORT_LIMIT if question.kind is QuestionKind.SHORT else NOTE_LIMIT)
    text = stored_form(str(value))
    if len(text) > limit and limit < NOTE_LIMIT:
        raise RefusedError(
            _("This text has {length} characters; {limit} is the most.").format(
                length=len(text), limit=limit
            ),
            _("Make it shorter."),
        )
    return checked_text(text)


def _single(question: Question, value: Answer) -> str:
    if isinstance(value, str) and question.choice(value):
        return value
    raise RefusedError(_("Choose one of the answers."))


def _multiple(question: Question, value: Answer) -> str:
    taken = set(value.split()) if isinstance(value, str) else {""}
    if not all(question.choice(id_) for id_ in taken):
        raise RefusedError(_("Choose among the answers."))
    choices = [choice for choice in question.choices if choice.id in taken]
    alone = next((choice for choice in choices if choice.exclusive), None)
    if alone is not None and len(choices) > 1:
        raise RefusedError(
            _("“{choice}” stands alone.").format(choice=str(alone.text)),
            _("Take it, or the others."),
        )
    if alone is None and question.min is not None and len(choices) < question.min:
        said = ngettext("Choose {n} answer or more.", "Choose {n} answers or more.", question.min)
        raise RefusedError(said.format(n=question.min))
    if question.max is not None and len(choices) > question.max:
        said = ngettext("Choose {n} answer at most.", "Choose {n} answers at most.", question.max)
        raise RefusedError(said.format(n=question.max))
    return " ".join(choice.id for choice in choices)


def _number(question: Question, value: Answer) -> int:
    try:
        number = int(value)
    except ValueError:
        raise RefusedError(_("Type a whole number.")) from None
    refuse_nir(str(number))
    if question.min is not None and number < question.min:
        raise RefusedError(_("The least is {number}.").format(number=question.min))
    if question.max is not None and number > question.max:
        raise RefusedError(_("The most is {number}.").format(number=question.max))
    return number


def _slider(question: Question, value: Answer) -> int:
    line = question.line
    try:
        number = int(value)
    except ValueError:
        raise RefusedError(_("Type a whole number.")) from None
    if number not in line:
        raise RefusedError(
            _("Choose a place from {least} to {most}, in steps of {step}.").format(
                least=line[0], most=line[-1], step=line.step
            )
        )
    return number


def _date(question: Question, value: Answer) -> str:
    text = str(value).strip()
    found = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    try:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise RefusedError(_("There is no such day; type day, month and year: 27/02/2017."))
    if question.first is not None and day < question.first:
        first = question.first.strftime("%d/%m/%Y")
        raise RefusedError(_("The earliest day is {day}.").format(day=first))
    if question.last is not None and day > question.last:
        last = question.last.strftime("%d/%m/%Y")
        raise RefusedError(_("The latest day is {day}.").format(day=last))
    return day.isoformat()


def _agreement(question: Question, value: Answer) -> Answer:
    if value == NOT_CONCERNED and not question.concerns_all:
        return NOT_CONCERNED
    return _point(question, value)


def _point(_question: Question, value: Answer) -> Answer:
    if value in POINTS and not isinstance(value, str):
        return value
    raise RefusedError(_("Choose a number from 1 to 5."))


_CHECKS: Final[Mapping[QuestionKind, Callable[[Question, Answer], Answer]]] = {
    QuestionKind.FACES: _point,
    QuestionKind.AGREEMENT: _agreement,
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.NUMBER: _number,
    QuestionKind.SLIDER: _slider,
    QuestionKind.DATE: _date,
    QuestionKind.SHORT: _words,
    QuestionKind.TEXT: _words,
}
