"""``naho survey take``: a questionnaire as plain text, for screen readers and over ssh.

Nothing is painted twice: each question is a few lines and one prompt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import click

from naho_feedback.bootstrap import Naho
from naho_feedback.cli import console
from naho_feedback.cli.state import State
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import WORDS, Question, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.answer_codes import codes, how, typed_answer
from naho_feedback.services.answers import asked
from naho_feedback.services.looks_like import looks_like

BACK: Final = "<"
AGAIN: Final = "?"
STOP: Final = "!"


def take(state: State, *, survey: str, session: str) -> None:
    """Ask one person, question by question.

    Raises:
        UsageError: if nobody sits at the terminal.
        RefusedError: if the session takes no more answers.
    """
    naho = state.naho
    found = naho.kiosk.survey(survey)
    if not console.can_ask():
        raise UsageError(
            _("This command asks at the terminal, and nobody is there."),
            _("For answers from a program, use: naho survey answer {survey} < answers.json").format(
                survey=found.id
            ),
        )
    sitting = naho.capture.session(session)
    if not sitting.is_open:
        raise RefusedError(_("This session is closed; it takes no more answers."))
    asking = _Asking(naho, found, sitting.id)
    asking.welcome()
    try:
        finished = asking.ask_all()
    except click.Abort:  # the end of input, or ctrl+c
        finished = False
    asking.end(finished=finished)


@dataclass
class _Asking:
    """One person at the terminal."""

    naho: Naho
    survey: Survey
    session: str
    answers: dict[str, Answer] = field(default_factory=dict)
    begun: str = ""

    def welcome(self) -> None:
        """Say what this is, what is promised, and which signs may be typed."""
        out = console.out
        out(one_line(str(self.survey.title)))
        if self.survey.description is not None:
            out(one_line(str(self.survey.description)))
        promise = _("Confidential answers. Nothing is shown for fewer than {k} people.")
        out(promise.format(k=self.naho.kiosk.thresholds.k_score))
        out(
            _(
                "Enter alone skips a question. {back} goes back, {again} reads it again, "
                "{stop} stops; what you answered is kept."
            ).format(back=BACK, again=AGAIN, stop=STOP)
        )

    def ask_all(self) -> bool:
        """Ask what is to be asked; return whether the person came to the end.

        Raises:
            click.Abort: if the input ends.
        """
        behind: list[str] = []
        while True:
            now = asked(self.survey, self.answers)
            question = next((q for q in now if q.id not in behind), None)
            if question is None:
                return True
            match self._ask(question, len(behind) + 1, len(now)):
                case "stop":
                    return False
                case "back":
                    if behind:
                        behind.pop()
                case _:
                    behind.append(question.id)

    def _ask(self, question: Question, number: int, count: int) -> str:
        self._read_out(question, number, count)
        told = ""
        while True:
            typed = console.prompt(_("Answer ({how}):").format(how=how(question)))
            if typed == BACK:
                return "back"
            if typed == STOP:
                return "stop"
            if typed == AGAIN:
                self._read_out(question, number, count)
                continue
            try:
                value = typed_answer(question, typed)
                kinds = self.naho.kiosk.check(question, value)
            except RefusedError as error:
                console.out(one_line(f"{error.message} {error.hint}".strip()))
                continue
            if kinds and typed != told:
                told = typed
                console.out(looks_like(kinds))
                console.out(_("Say it in other words, or type it again to keep it."))
                continue
            self._keep(question, value)
            return "on"

    def _read_out(self, question: Question, number: int, count: int) -> None:
        out = console.out
        out()
        out(_("Question {number} of {count}.").format(number=number, count=count))
        for words in _above(self.survey, question):
            out(words)
        must = _(" (needs an answer)") if question.required else ""
        out(f"{one_line(str(question.text))}{must}")
        if question.help is not None:
            out(one_line(str(question.help)))
        if question.kind in WORDS:
            out(_("Write neither a patient's nor a colleague's name, and no number."))
        for code in codes(question):
            out(f"{code.typed}. {one_line(code.label)}")
        if (before := self.answers.get(question.id)) is not None:
            out(_("Answered before: {answer}").format(answer=_said(question, before)))

    def _keep(self, question: Question, value: Answer | None) -> None:
        if value is None:
            self.answers.pop(question.id, None)
        else:
            self.answers[question.id] = value
        self.begun = self.naho.kiosk.keep(
            self.survey,
            self.answers,
            begun=self.begun,
            session=self.session,
            origin=Origin.KIOSK,
            actor=Actor.COMMAND,
        )

    def end(self, *, finished: bool) -> None:
        """Keep the answers for good, or as those of somebody who stopped, and say which."""
        kiosk = self.naho.kiosk
        console.out()
        if not self.answers:
            console.out(_("No question was answered; nothing was kept."))
        elif finished:
            wanted = {question.id for question in asked(self.survey, self.answers)}
            response = kiosk.submit(
                self.survey,
                {id_: answer for id_, answer in self.answers.items() if id_ in wanted},
                begun=self.begun,
                session=self.session,
                origin=Origin.KIOSK,
                actor=Actor.COMMAND,
            )
            thanks = _("Thank you. Your answers are kept under {receipt}.")
            console.out(thanks.format(receipt=response.receipt))
        else:
            kiosk.leave(self.begun, actor=Actor.COMMAND)
            console.out(_("Stopped. What you answered is kept as not finished."))


def _above(survey: Survey, question: Question) -> Sequence[str]:
    group = survey.group(question.group)
    words = (group.title if group else None, question.stem)
    return [one_line(str(text)) for text in words if text is not None]


def _said(question: Question, value: Answer) -> str:
    labels = {code.value: code.label for code in codes(question)}
    if value in labels:
        return one_line(labels[value])
    chosen = [labels.get(part, part) for part in str(value).split()] if labels else [str(value)]
    return one_line(", ".join(chosen))
