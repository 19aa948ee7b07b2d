"""``naho survey``: list, show, answer, results; see ``survey_authoring`` and ``survey_ways``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import msgspec

from naho_feedback.cli import console, survey_authoring
from naho_feedback.cli.hits import ask_to_keep, tell_answer
from naho_feedback.cli.parts import argument, noun, option, session_option, verb
from naho_feedback.cli.shapes import ResponseOut, SurveyLineOut
from naho_feedback.cli.state import State
from naho_feedback.cli.survey_ways import verbs as ways
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Origin
from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import (
    AGREEMENT_LABELS,
    FACE_LABELS,
    NOT_CONCERNED,
    NOT_CONCERNED_LABEL,
    Question,
    QuestionKind,
    Survey,
)
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, RefusedError, UsageError
from naho_feedback.i18n import Localized, ngettext
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_POINTED = (QuestionKind.FACES, QuestionKind.AGREEMENT)
_MOST_JSON = 1_000_000


def build() -> click.Group:
    """Return ``naho survey``."""
    survey = argument("survey", metavar="ID")
    return noun(
        "survey",
        [
            verb(
                "list",
                _list,
                help=_("List the questionnaires of this workspace."),
                examples=("naho survey list",),
            ),
            _show_verb(),
            verb(
                "answer",
                _answer,
                help=_(
                    "Store one person's answers, given as QUESTION=ANSWER, or as one JSON object "
                    "on standard input."
                ),
                examples=(
                    "naho survey answer sortie-30s s1=4",
                    "naho survey answer sortie-30s < answers.json",
                ),
                params=[
                    survey,
                    argument("answers", nargs=-1, metavar="[QUESTION=ANSWER]..."),
                    session_option(),
                ],
            ),
            *ways(),
            verb(
                "results",
                _results,
                help=_("Show the scores as managers may see them."),
                examples=("naho survey results sortie-30s",),
                params=[survey],
            ),
            *survey_authoring.commands(),
        ],
        help=_("Questionnaires: what visitors are asked, and what came of it."),
        examples=("naho survey list", "naho survey results sortie-30s"),
    )


def _show_verb() -> click.Command:
    return verb(
        "show",
        _show,
        help=_("Show the questions and the answers that may be chosen."),
        examples=("naho survey show sortie-30s", "naho survey show sortie-30s --version 1"),
        params=[
            argument("survey", metavar="ID"),
            option(
                "--version",
                "number",
                type=int,
                default=None,
                metavar="N",
                help=_("A version that was answered; left out: the file as it is."),
            ),
        ],
    )


# ---- reading -------------------------------------------------------------------------------


def _list(state: State, *, as_json: bool) -> None:
    surveys = state.naho.surveys.values()
    if as_json:
        console.out_json(
            [
                SurveyLineOut(
                    id=s.id, version=s.version, title=str(s.title), questions=len(s.questions)
                )
                for s in surveys
            ]
        )
        return
    rows = [
        (
            survey.id,
            ngettext("{n} question", "{n} questions", len(survey.questions)).format(
                n=len(survey.questions)
            ),
            str(survey.title),
        )
        for survey in surveys
    ]
    console.out_lines(console.aligned(rows))


def _show(state: State, *, survey: str, number: int | None, as_json: bool) -> None:
    found = _wanted(state.naho, survey, number)
    if as_json:
        console.out_json(found)
        return
    console.out(
        _("{title} (version {n})").format(title=one_line(str(found.title)), n=found.version)
    )
    for text in (found.description, found.who, found.use):
        if text is not None:
            console.out(one_line(str(text)))
    if found.every_days:
        console.out(_every(found.every_days))
    above = ""
    for question in found.questions:
        group = found.group(question.group)
        if group is not None and above != group.id:
            console.out(f"\n# {one_line(str(group.title))}")
        above = question.group
        _show_question(question)


def _wanted(naho: Naho, survey: str, number: int | None) -> Survey:
    """Return a questionnaire as its file says it, or as a version of it was answered."""
    if number is None:
        return naho.kiosk.survey(survey)
    from naho_feedback.services.survey_versions import answered_version

    return answered_version(naho.store, survey, number).wording


def _every(days: int) -> str:
    said = ngettext(
        "For one person at most every {n} day.", "For one person at most every {n} days.", days
    )
    return said.format(n=days)


def _show_question(question: Question) -> None:
    must = _(" (needs an answer)") if question.required else ""
    console.out()
    if question.new_page:
        console.out(_("--- new page ---"))
    if question.stem is not None:
        console.out(one_line(str(question.stem)))
    console.out(f"{question.id}  {one_line(str(question.text))}{must}")
    if question.condition:
        console.out("    " + one_line(_("if {condition}").format(condition=question.condition)))
    if question.help is not None:
        console.out("    " + one_line(str(question.help)))
    for key, label in _choices(question):
        console.out(f"    {key}  {one_line(label)}")


def _choices(question: Question) -> list[tuple[str, str]]:
    """Return what may be typed for a question, with what it means."""
    match question.kind:
        case QuestionKind.FACES:
            return [(str(n), str(label)) for n, label in enumerate(FACE_LABELS, start=1)]
        case QuestionKind.AGREEMENT:
            points = [(str(n), str(label)) for n, label in enumerate(AGREEMENT_LABELS, start=1)]
            no_point = (NOT_CONCERNED, str(NOT_CONCERNED_LABEL))
            return points if question.concerns_all else [*points, no_point]
        case QuestionKind.SINGLE:
            return [(choice.id, str(choice.text)) for choice in question.choices]
        case QuestionKind.MULTIPLE:
            some = [(choice.id, str(choice.text)) for choice in question.choices]
            return [*some, ("…", _("several, with a space between: a b"))]
        case QuestionKind.NUMBER:
            return [(_ends(question.min, question.max), _("a whole number"))]
        case QuestionKind.SLIDER:
            line = question.line
            return [
                (_ends(line[0], line[-1]), _("in steps of {n}").format(n=line.step)),
                *((str(line[end]), str(text)) for end, text in _labels(question)),
            ]
        case QuestionKind.DATE:
            return [(_ends(question.first, question.last), _("a day, such as 2017-02-27"))]
        case QuestionKind.SHORT | QuestionKind.TEXT:
            return [("…", _("a few words"))]


def _ends(least: object, most: object) -> str:
    return "…".join("" if end is None else str(end) for end in (least, most))


def _labels(question: Question) -> list[tuple[int, Localized]]:
    """Return what the ends of a slider mean, where its file says it."""
    ends = ((0, question.low), (-1, question.high))
    return [(end, text) for end, text in ends if text is not None]


# ---- answering -----------------------------------------------------------------------------


def _answer(
    state: State, *, survey: str, answers: tuple[str, ...], session: str, as_json: bool
) -> None:
    naho = state.naho
    found = naho.kiosk.survey(survey)
    given = _typed(found, answers) if answers else _read_json()
    sitting = naho.capture.session(session)
    if not sitting.is_open:
        raise RefusedError(_("This session is closed; it takes no more answers."))
    kinds = naho.kiosk.check_all(found, given)
    asked = ask_to_keep(kinds)
    response = naho.kiosk.submit(
        found, given, session=sitting.id, origin=Origin.PAPER, actor=Actor.COMMAND
    )
    if as_json:
        console.out_json(ResponseOut.of(response))
    else:
        console.out(response.receipt)
    if not asked:
        tell_answer(kinds)


def _typed(survey: Survey, answers: tuple[str, ...]) -> dict[str, Answer | None]:
    """Return ``QUESTION=ANSWER`` pairs as answers; digits become a number where one is asked."""
    given: dict[str, Answer | None] = {}
    for pair in answers:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError(
                _("{pair} is no answer.").format(pair=one_line(pair)),
                _("Write QUESTION=ANSWER, for example: s1=4"),
            )
        if name in given:
            raise UsageError(_("{name} is answered twice.").format(name=one_line(name)))
        question = survey.question(name)
        points = question is not None and question.kind in _POINTED
        given[name] = int(value) if points and value.isdecimal() else value
    return given


def _read_json() -> dict[str, Answer | None]:
    if sys.stdin.isatty():
        raise UsageError(
            _("No answer was given."),
            _("Write QUESTION=ANSWER, or give one JSON object on standard input."),
        )
    raw = sys.stdin.buffer.read(_MOST_JSON).removeprefix(b"\xef\xbb\xbf")
    try:
        return msgspec.json.decode(raw, type=dict[str, Answer | None])
    except (msgspec.DecodeError, UnicodeDecodeError):
        # The parser's message is English and may quote the answers.
        raise NahoError(
            _("Standard input holds no JSON object of answers."),
            _('Write for example: {"s1": 4}'),
        ) from None


# ---- results -------------------------------------------------------------------------------


def _results(state: State, *, survey: str, as_json: bool) -> None:
    from naho_feedback.services.survey_versions import with_answered
    from naho_feedback.services.wording import score

    naho = state.naho
    # A questionnaire whose file is gone is still reported.
    found = with_answered(naho.surveys, naho.store).get(survey) or naho.kiosk.survey(survey)
    view = naho.gate.view()
    measures = [m for m in view.summary.measures if m.survey == found.id]
    if as_json:
        console.out_json(measures)
        return
    if view.demo:
        console.out(_("DEMONSTRATION: everything here is invented."))
    console.out(one_line(str(found.title)))
    for measure in measures:
        console.out()
        console.out(one_line(measure.text))
        console.out(f"    {score(measure, view.k)}")
    if not measures:
        console.say(_("Nobody has answered it yet, or fewer than {k} people.").format(k=view.k))
