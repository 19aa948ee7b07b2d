"""How answers are typed: on paper, in plain text and when sheets are entered, by one code each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from naho_feedback.domain.digits import as_digits
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import (
    AGREEMENT_LABELS,
    FACE_LABELS,
    NOT_CONCERNED,
    NOT_CONCERNED_LABEL,
    WORDS,
    Question,
    QuestionKind,
)
from naho_feedback.domain.text import spelt
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.services.answers import checked_answer

_NOT_CONCERNED_CODE: Final = "0"
_BETWEEN: Final = str.maketrans(",;+/", "    ")
"""What people put between several codes."""


@dataclass(frozen=True)
class Code:
    """One answer that may be chosen.

    Attributes:
        typed: what is typed or ticked for it.
        value: what is stored.
        label: what it says, in the current language.
    """

    typed: str
    value: Answer
    label: str


def codes(question: Question) -> tuple[Code, ...]:
    """Return the answers of a closed question; none where people write what they like."""
    match question.kind:
        case QuestionKind.FACES:
            return tuple(Code(str(n), n, str(label)) for n, label in enumerate(FACE_LABELS, 1))
        case QuestionKind.AGREEMENT:
            points = tuple(
                Code(str(n), n, str(label)) for n, label in enumerate(AGREEMENT_LABELS, 1)
            )
            if question.concerns_all:
                return points
            return (*points, Code(_NOT_CONCERNED_CODE, NOT_CONCERNED, str(NOT_CONCERNED_LABEL)))
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return tuple(
                Code(str(n), choice.id, str(choice.text))
                for n, choice in enumerate(question.choices, 1)
            )
        case _:
            return ()


def how(question: Question) -> str:
    """Return what may be typed, in a few words; they go after "Answer"."""
    match question.kind:
        case QuestionKind.MULTIPLE:
            return _("numbers with a space between")
        case QuestionKind.NUMBER:
            return _in_limits(question)
        case QuestionKind.SLIDER:
            line = question.line
            return _("a number from {least} to {most}, in steps of {step}").format(
                least=line[0], most=line[-1], step=line.step
            )
        case QuestionKind.DATE:
            return _("a day: 27/02/2017")
        case kind if kind in WORDS:
            return _("in your words")
        case _:
            return _("a number")


def _in_limits(question: Question) -> str:
    match question.min, question.max:
        case None, None:
            return _("a whole number")
        case least, None:
            return _("a whole number from {least}").format(least=least)
        case None, most:
            return _("a whole number up to {most}").format(most=most)
        case least, most:
            return _("a whole number from {least} to {most}").format(least=least, most=most)


def typed_answer(question: Question, typed: str) -> Answer | None:
    """Return what was typed as it is stored; None where the question is skipped.

    Raises:
        RefusedError: if it does not fit the question.
    """
    typed = typed.strip()
    known = {code.typed: code.value for code in codes(question)}
    if not typed or not known:
        wants_digits = question.kind not in WORDS and question.kind != QuestionKind.DATE
        return checked_answer(question, as_digits(typed) if wants_digits else typed)
    if question.kind is QuestionKind.MULTIPLE:
        given = as_digits(typed).translate(_BETWEEN).split()
        values = [known.get(code, "") for code in given]
        if not all(values):
            raise RefusedError(_no_such(known))
        return checked_answer(question, " ".join(str(value) for value in values))
    value = known.get(as_digits(typed))
    if value is None:
        raise RefusedError(_no_such(known))
    return checked_answer(question, value)


def read_answer(question: Question, text: str) -> Answer | None:
    """Return an answer as files have it: what is stored, a label in either language, or a code.

    Raises:
        RefusedError: if it is none of them.
    """
    known = _spellings(question)
    if question.kind is QuestionKind.MULTIPLE:
        parts = [part for part in re.split("[;,|]", text) if part.strip()]
        values = [known.get(spelt(part)) for part in parts]
        if values and all(values):
            return checked_answer(question, " ".join(str(value) for value in values))
    elif (value := known.get(spelt(text))) is not None:
        return checked_answer(question, value)
    return typed_answer(question, text)


def _spellings(question: Question) -> dict[str, Answer]:
    """Return what stands for each answer, in the form that :func:`spelt` gives; ids come first."""
    named: list[tuple[Localized, Answer]] = []
    match question.kind:
        case QuestionKind.FACES:
            named = [(label, n) for n, label in enumerate(FACE_LABELS, 1)]
        case QuestionKind.AGREEMENT:
            named = [(label, n) for n, label in enumerate(AGREEMENT_LABELS, 1)]
            named.append((NOT_CONCERNED_LABEL, NOT_CONCERNED))
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            named = [(choice.text, choice.id) for choice in question.choices]
        case _:
            pass
    spellings: dict[str, Answer] = {
        spelt(words): value for label, value in named for words in (label.fr, label.en)
    }
    ids = {spelt(value): value for _label, value in named if isinstance(value, str)}
    return spellings | ids


def _no_such(known: dict[str, Answer]) -> str:
    return _("Type one of these: {codes}.").format(codes=", ".join(known))
