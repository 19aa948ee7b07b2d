"""The ways to answer beside a kiosk: plain text, paper, sheets typed in, files."""

from __future__ import annotations

from typing import Any

import click

from naho_feedback.cli.parts import argument, flag, option, session_option, verb, yes_option
from naho_feedback.cli.state import State
from naho_feedback.i18n import gettext as _


def verbs() -> list[click.Command]:
    """Return ``take``, ``print``, ``enter`` and ``import``."""
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
        verb(
            "import",
            _import,
            help=_(
                "Bring answers in from a file, one person a row: codes, labels or ids, under "
                "columns called like the questions. First says what would happen."
            ),
            examples=(
                "naho survey import atelier reponses.xlsx --session A-12",
                "naho survey import atelier reponses.csv --map a1=Utile --yes",
            ),
            params=[
                survey,
                argument("file"),
                option(
                    "--map",
                    "mapping",
                    multiple=True,
                    metavar="QUESTION=COLUMN",
                    help=_("Which column of the file holds a question's answers."),
                ),
                option("--collector", metavar="NAME", help=_("What reads it; else by its ending.")),
                session_option(),
                flag("--again", help=_("Also take rows that were all brought in before.")),
                yes_option(),
            ],
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


def _import(state: State, **given: Any) -> None:
    from naho_feedback.cli.survey_import import bring_in

    bring_in(state, **given)
