"""``naho report``: the account of a week as one HTML file, as text or as JSON."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.pages import write_page
from naho_feedback.cli.parts import day_option, option, verb, yes_option
from naho_feedback.cli.state import State
from naho_feedback.domain.audiences import Audience
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _

_AUDIENCES: Final = (Audience.MANAGER, Audience.PUBLIC)
_HTML: Final = "html"
_TEXT: Final = "text"
_ENDINGS: Final = frozenset({".html", ".htm"})


def build() -> click.Command:
    """Return ``naho report``."""
    return verb(
        "report",
        _report,
        help=_(
            "Write the account of a period. Who came, what took place, what was said, what was "
            "promised, what comes next; as one HTML file that needs nothing else, or as text."
        ),
        examples=(
            "naho report --from 2017-02-27 --to 2017-03-03",
            "naho report --from 2017-02-27 --to 2017-03-03 --output bilan.html",
            "naho report --audience public --format html > bilan.html",
        ),
        params=[
            day_option("--from", "first", help=_("The first day; left out: from the beginning.")),
            day_option("--to", "last", help=_("The last day; left out: to the end.")),
            option(
                "--audience",
                type=click.Choice([str(audience) for audience in _AUDIENCES]),
                default=str(Audience.MANAGER),
                help=_("For whom; left out: managers."),
            ),
            option(
                "--format",
                type=click.Choice([_HTML, _TEXT]),
                default=None,
                help=_("The form; left out: that of the file's name, else text."),
            ),
            option("--output", metavar="FILE", help=_("Write to this file.")),
            yes_option(),
        ],
    )


def _report(
    state: State,
    *,
    first: dt.date | None,
    last: dt.date | None,
    audience: str,
    format: str | None,
    output: str,
    yes: bool,
    as_json: bool,
) -> None:
    if first and last and first > last:
        raise UsageError(_("The first day is after the last one."))
    if as_json and (format or output):
        raise UsageError(_("--json goes to standard output, without --format and --output."))
    from naho_feedback.cli.report_page import left_out_words, report_page

    report = state.naho.reporting.report(first, last, Audience(audience))
    for lost in report.left_out:
        console.say(left_out_words(lost))
    state.naho.exporting.log("report", report.audience)
    if as_json:
        from naho_feedback.cli.week_shapes import ReportOut

        console.out_json(ReportOut.of(report))
        return
    file = Path(output) if output else None
    by_name = _HTML if file and file.suffix.lower() in _ENDINGS else _TEXT
    page = report_page(report)
    if (format or by_name) == _HTML:
        from naho_feedback.cli.report_html import html

        whole = html(page)
    else:
        from naho_feedback.cli.report_text import text_lines

        whole = "\n".join(text_lines(page))
    if file is None:
        console.out(whole)
    else:
        write_page(file, whole, yes=yes)
