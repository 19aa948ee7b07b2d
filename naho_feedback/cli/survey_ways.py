"""The verbs of ``naho survey`` beside a kiosk's window: plain text, paper, sheets typed in."""

from __future__ import annotations

import click

from naho_feedback.cli.parts import argument, option, session_option, verb, yes_option
from naho_feedback.cli.state import State
from naho_feedback.i18n import gettext as _


def verbs() -> list[click.Command]:
    """Return ``take``, ``print`` and ``enter``."""
    survey = argument("survey", metavar="ID")
    return [
        verb(
            "take",
            _take,
            help=_(
                "Ask one person at this terminal, question by question, in plain text: for a "
                "screen reader, or over ssh."
            ),
            examples=("naho survey take sortie-30s",),
            params=[survey, session_option()],
            json=False,
        ),
        verb(
            "print",
            _print,
            help=_(
                "Write a questionnaire as a sheet of A4 paper, with the codes to type it in by; "
                "a browser prints it."
            ),
            examples=(
                "naho survey print sortie-30s --output sortie.html",
                "naho --language en survey print sortie-30s > exit.html",
            ),
            params=[
                survey,
                option("--output", metavar="FILE", help=_("Write to this file.")),
                yes_option(),
            ],
            json=False,
        ),
        verb(
            "enter",
            _enter,
            help=_(
                "Type in sheets of paper, one line of codes each, until an empty line; each gets "
                "a number to write on it."
            ),
            examples=("naho survey enter sortie-30s",),
            params=[survey, session_option()],
            json=False,
        ),
    ]


def _take(state: State, *, survey: str, session: str) -> None:
    from naho_feedback.cli.survey_take import take

    take(state, survey=survey, session=session)


def _print(state: State, *, survey: str, output: str, yes: bool) -> None:
    from naho_feedback.cli.survey_print import print_sheet

    print_sheet(state, survey=survey, output=output, yes=yes)


def _enter(state: State, *, survey: str, session: str) -> None:
    from naho_feedback.cli.survey_enter import enter

    enter(state, survey=survey, session=session)
