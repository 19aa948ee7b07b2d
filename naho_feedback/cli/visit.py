"""``naho visit``: entries counted at the door."""

from __future__ import annotations

import datetime as dt

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import day_option, noun, option, verb
from naho_feedback.cli.shapes import UniqueOut, VisitOut
from naho_feedback.cli.state import State
from naho_feedback.i18n import gettext as _


def build() -> click.Group:
    """Return ``naho visit``."""
    return noun(
        "visit",
        [
            verb(
                "add",
                _add,
                help=_("Count entries of a site's staff; a negative count corrects."),
                examples=(
                    "naho visit add --site lens --role paramedical",
                    "naho visit add --site lens --count 148 --day 2017-02-27",
                ),
                params=[
                    option("--site", required=True, metavar="ID", help=_("Whose staff came.")),
                    option("--role", metavar="ID", help=_("Their profession, if it was asked.")),
                    option(
                        "--count", type=int, default=1, metavar="N", help=_("How many entries.")
                    ),
                    day_option("--day", help=_("Left out: today.")),
                    option("--source", metavar="TEXT", help=_("Who counted, and how.")),
                ],
            ),
            verb(
                "unique",
                _unique,
                help=_(
                    "Declare that the visits of some days are different people; only then are "
                    "they set against the headcount."
                ),
                examples=('naho visit unique --from 2017-02-27 --to 2017-03-03 --source "badges"',),
                params=[
                    day_option(
                        "--from",
                        "first",
                        required=True,
                        help=_("The first day."),
                    ),
                    day_option(
                        "--to",
                        "last",
                        required=True,
                        help=_("The last day."),
                    ),
                    option(
                        "--source",
                        required=True,
                        metavar="TEXT",
                        help=_("On what ground; it is printed beside the figure."),
                    ),
                ],
            ),
        ],
        help=_("Visits: entries counted, and whether they are different people."),
        examples=("naho visit add --site lens --count 148",),
    )


def _add(
    state: State,
    *,
    site: str,
    role: str,
    count: int,
    day: dt.date | None,
    source: str,
    as_json: bool,
) -> None:
    visit = state.naho.capture.add_visit(
        site, role=role, count=count, day=day.isoformat() if day else "", source=source
    )
    if as_json:
        console.out_json(VisitOut.of(visit))
    else:
        console.out(visit.receipt)


def _unique(state: State, *, first: dt.date, last: dt.date, source: str, as_json: bool) -> None:
    declared = state.naho.capture.declare_unique(first.isoformat(), last.isoformat(), source)
    if as_json:
        console.out_json(UniqueOut.of(declared))
    else:
        console.out(declared.receipt)
