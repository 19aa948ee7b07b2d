"""``naho visit``: entries counted at the door."""

from __future__ import annotations

import datetime as dt

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import day_option, flag, noun, option, verb
from naho_feedback.cli.programme_shapes import DoorOut
from naho_feedback.cli.shapes import UniqueOut, VisitOut
from naho_feedback.cli.state import State
from naho_feedback.domain.responses import Visit
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.wording import long_day, number


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
                "total",
                _total,
                help=_("Store a number of entries that somebody else counted, with who did."),
                examples=(
                    'naho visit total --site lens --count 148 --source "compté à la porte"',
                    'naho visit total --site lens --count 160 --whole --source "badges"',
                ),
                params=[
                    option("--site", required=True, metavar="ID", help=_("Whose staff came.")),
                    option("--role", metavar="ID", help=_("Left out: all.")),
                    option(
                        "--count", type=int, required=True, metavar="N", help=_("How many entries.")
                    ),
                    day_option("--day", help=_("Left out: today.")),
                    option(
                        "--source",
                        required=True,
                        metavar="TEXT",
                        help=_("Who counted, and how."),
                    ),
                    flag(
                        "--whole",
                        help=_(
                            "The number is all of that day: only what is missing to it, or too "
                            "much, is stored."
                        ),
                    ),
                ],
            ),
            verb(
                "show",
                _show,
                help=_("Show the entries of a day by site and role, exactly as counted."),
                examples=("naho visit show", "naho visit show --day 2017-02-27"),
                params=[day_option("--day", help=_("Left out: today."))],
            ),
            verb(
                "undo",
                _undo,
                help=_("Take back the entry of a day that was stored last."),
                examples=("naho visit undo", "naho visit undo --day 2017-02-27"),
                params=[day_option("--day", help=_("Left out: today."))],
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
    visit = state.naho.capture.add_visit(site, role=role, count=count, day=_iso(day), source=source)
    _tell(visit, as_json=as_json)


def _total(
    state: State,
    *,
    site: str,
    role: str,
    count: int,
    day: dt.date | None,
    source: str,
    whole: bool,
    as_json: bool,
) -> None:
    visit = state.naho.door.enter_total(
        site, count, role=role, day=_iso(day), source=source, whole=whole
    )
    _tell(visit, as_json=as_json)


def _show(state: State, *, day: dt.date | None, as_json: bool) -> None:
    counts = state.naho.door.counts(_iso(day))
    if as_json:
        console.out_json(DoorOut.of(counts))
        return
    programme = state.naho.programme
    rows = []
    for (site, role), count in sorted(counts.cells.items()):
        found = programme.role(role)
        name = str(found.name) if found else role
        rows.append((programme.site_name(site), name, number(count)))
    n = counts.total
    words = ngettext("{n} visit", "{n} visits", n).format(n=number(n))
    console.out(f"{long_day(dt.date.fromisoformat(counts.day))} · {words}")
    console.out_lines(console.aligned(rows))


def _undo(state: State, *, day: dt.date | None, as_json: bool) -> None:
    _tell(state.naho.door.undo(day=_iso(day)), as_json=as_json)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _tell(visit: Visit, *, as_json: bool) -> None:
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
