"""``naho survey enter``: sheets of paper typed in, one after another, by the codes printed on them.

A sheet is one line with all codes, then a line for each question in words. A receipt is printed
to write on the sheet, so that nobody types it twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from naho_feedback.bootstrap import Naho
from naho_feedback.cli import console
from naho_feedback.cli.hits import tell_answer
from naho_feedback.cli.state import State
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.surveys import WORDS, Question, QuestionKind, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.answer_codes import how, typed_answer

SKIP: Final = "-"
NOT_THIS: Final = "!"
_LINES: Final = WORDS | {QuestionKind.DATE}
"""Kinds that are typed on a line of their own: a blank may be part of them."""


def enter(state: State, *, survey: str, session: str) -> None:
    """Type in one sheet after another, until an empty line.

    Lines of a file are read alike, up to the first faulty one; what was kept before stays.

    Raises:
        RefusedError: if the session takes no more answers, or a line of a file is faulty.
    """
    naho = state.naho
    found = naho.kiosk.survey(survey)
    sitting = naho.capture.session(session)
    if not sitting.is_open:
        raise RefusedError(_("This session is closed; it takes no more answers."))
    console.say(explained(found))
    kept = 0
    while True:
        try:
            response = _sheet(naho, found, sitting.id, kept + 1)
        except click.Abort:
            break
        if response is None:
            break
        kept += 1
        console.out(response.receipt, flush=True)
    told = ngettext("{n} sheet was kept.", "{n} sheets were kept.", kept)
    console.say(told.format(n=kept))


def explained(survey: Survey) -> str:
    """Return what is typed for a sheet of this survey."""
    said = _(
        "One line a sheet: the codes of {questions}, with a space between. {skip} is no answer; "
        "several choices of one question stand together: 1+3. Then one line for each question "
        "in words. {not_this} begins the sheet again, an empty line ends."
    )
    coded = ", ".join(question.id for question in _coded(survey))
    return said.format(questions=one_line(coded), skip=SKIP, not_this=NOT_THIS)


def _coded(survey: Survey) -> Sequence[Question]:
    return [question for question in survey.questions if question.kind not in _LINES]


def _sheet(naho: Naho, survey: Survey, session: str, number: int) -> Response | None:
    """Return one sheet as it was kept; None where there is no more of them.

    Raises:
        click.Abort: if the input ends.
    """
    while True:
        answers = _codes_of(survey, number)
        if answers is None:
            return None
        if not _add_words(naho, survey, answers):
            continue
        try:
            kinds = naho.kiosk.check_all(survey, answers)
            response = naho.kiosk.submit(
                survey, answers, session=session, origin=Origin.PAPER, actor=Actor.COMMAND
            )
        except RefusedError as error:
            _tell(error)
            continue
        tell_answer(kinds)
        return response


def _codes_of(survey: Survey, number: int) -> dict[str, Answer | None] | None:
    """Return the answers of a line of codes; None for an empty line."""
    coded = _coded(survey)
    while True:
        line = console.prompt(_("Sheet {n}:").format(n=number))
        if not line:
            return None
        typed = [] if not coded else line.split()
        if len(typed) != len(coded):
            asks = _("Codes typed: {given}; asked for: {wanted} ({questions}).")
            ids = one_line(", ".join(question.id for question in coded))
            _tell(RefusedError(asks.format(given=len(typed), wanted=len(coded), questions=ids)))
            continue
        try:
            return {
                question.id: _coded_answer(question, code)
                for question, code in zip(coded, typed, strict=True)
            }
        except RefusedError as error:
            _tell(error)


def _coded_answer(question: Question, code: str) -> Answer | None:
    try:
        return typed_answer(question, "" if code == SKIP else code)
    except RefusedError as error:
        message = f"{one_line(question.id)}: {error.message}"
        raise RefusedError(message, error.hint) from None


def _add_words(naho: Naho, survey: Survey, answers: dict[str, Answer | None]) -> bool:
    """Ask for what stands in words; return whether the sheet goes on."""
    for question in survey.questions:
        if question.kind not in _LINES:
            continue
        label = _("{question} ({how}):").format(question=one_line(question.id), how=how(question))
        while True:
            typed = console.prompt(label)
            if typed == NOT_THIS:
                return False
            try:
                value = typed_answer(question, "" if typed == SKIP else typed)
                naho.kiosk.check(question, value)
            except RefusedError as error:
                _tell(error)
                continue
            answers[question.id] = value
            break
    return True


def _tell(error: RefusedError) -> None:
    """Say what is wrong, for the line to be typed again; a file cannot be asked again."""
    if not console.can_ask():
        raise error
    console.say(one_line(f"{error.message} {error.hint}".strip()))
