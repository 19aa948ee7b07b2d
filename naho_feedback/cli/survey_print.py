"""``naho survey print``: a questionnaire as a sheet of A4 paper, with the codes to enter it by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from naho_feedback.cli import console
from naho_feedback.cli.pages import rendered, write_page
from naho_feedback.cli.state import State
from naho_feedback.domain.surveys import CHOOSING, WORDS, Question, QuestionKind, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import language
from naho_feedback.services.answer_codes import Code, codes, how

_ENDINGS = frozenset({".html", ".htm"})
_WIDE = 28
"""Characters of a choice from which choices stand one under another."""


@dataclass(frozen=True)
class Ask:
    """A question on paper.

    Attributes:
        id: by which it is entered.
        number: its place.
        above: heading of its group, where another one begins.
        stem: what stands above it.
        text: the question.
        help: a sentence below it.
        how: what is written.
        codes: the boxes to tick.
        ends: what the two ends of a line mean, or nothing.
        kind: how it is drawn: ``points``, ``choices``, ``field`` or ``words``.
        several: whether more than one box may be ticked.
        new_page: whether a page begins here.
    """

    id: str
    number: int
    above: str
    stem: str
    text: str
    help: str
    how: str
    codes: tuple[Code, ...]
    ends: tuple[str, ...]
    kind: str
    several: bool
    new_page: bool


def print_sheet(state: State, *, survey: str, output: str, yes: bool) -> None:
    """Write the sheet to a file, or to standard output.

    Raises:
        UsageError: if the file's name says that something else is wanted.
    """
    page = html(state.naho.kiosk.survey(survey), state.naho.kiosk.thresholds.k_score)
    if not output:
        console.out(page)
        return
    path = Path(output)
    if path.suffix.lower() not in _ENDINGS:
        raise UsageError(
            _("{file} is no HTML file.").format(file=one_line(path.name)),
            _("Give it a name that ends with .html; a browser prints it."),
        )
    write_page(path, page, yes=yes)


def html(survey: Survey, k: int) -> str:
    """Return the sheet as one HTML file that needs nothing else.

    Args:
        survey: the questionnaire.
        k: below how many people nothing is shown.
    """
    promise = _("Confidential answers. Nothing is shown for fewer than {k} people.")
    return rendered(
        "survey_sheet.html.jinja",
        language=language(),
        title=str(survey.title),
        code=f"{survey.id} · {survey.version}",
        description=str(survey.description or ""),
        asks=asks(survey),
        words={
            "promise": promise.format(k=k),
            "names": _("Write neither a patient's nor a colleague's name, and no number."),
            "skip": _("You may leave any question out."),
            "several": _("several answers"),
            "receipt": _("Number given when entered"),
        },
    )


def asks(survey: Survey) -> list[Ask]:
    """Return the questions as they stand on paper."""
    found: list[Ask] = []
    above = ""
    for number, question in enumerate(survey.questions, 1):
        group = survey.group(question.group)
        stem = str(question.stem or "")
        repeated = bool(found) and found[-1].stem == stem
        found.append(
            Ask(
                id=question.id,
                number=number,
                above=str(group.title) if group and question.group != above else "",
                stem="" if repeated else stem,
                text=str(question.text),
                help=str(question.help or ""),
                how=how(question),
                codes=codes(question),
                ends=_ends(question),
                kind=_drawn(question),
                several=question.kind is QuestionKind.MULTIPLE,
                new_page=question.new_page,
            )
        )
        above = question.group
    return found


def _ends(question: Question) -> tuple[str, ...]:
    if question.kind is not QuestionKind.SLIDER:
        return ()
    line = question.line
    ends = ((line[0], question.low), (line[-1], question.high))
    return tuple(f"{value} {said or ''}".strip() for value, said in ends)


def _drawn(question: Question) -> str:
    if question.kind in WORDS:
        return "words" if question.kind is QuestionKind.TEXT else "field"
    if question.kind in CHOOSING:
        wide = any(len(code.label) > _WIDE for code in codes(question))
        return "choices" if wide or len(question.choices) > len("12345") else "points"
    return "points" if codes(question) else "field"
