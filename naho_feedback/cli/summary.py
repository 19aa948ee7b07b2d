"""``naho summary``: the themed summary as text, Markdown or JSON."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.markdown import summary_markdown
from naho_feedback.cli.parts import day_option, option, verb
from naho_feedback.cli.render import summary_lines
from naho_feedback.cli.shapes import SummaryOut
from naho_feedback.cli.state import State
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.views import Selection
from naho_feedback.errors import NotFoundError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_AUDIENCES = (Audience.TEAM, Audience.MANAGER, Audience.PUBLIC)
"""A summary holds no single record, so there is none of them as typed."""


def build() -> click.Command:
    """Return ``naho summary``."""
    return verb(
        "summary",
        _summary,
        help=_(
            "Say what was heard. Who came, the themes, the scores, and what the figures cannot "
            "say; nothing is changed by looking."
        ),
        examples=(
            "naho summary",
            "naho summary --site lens --from 2017-02-27 --to 2017-03-03",
            "naho summary --audience public --format md > summary.md",
        ),
        params=[
            option("--session", metavar="ID", help=_("Only one session.")),
            option("--site", metavar="ID", help=_("Only one site.")),
            option("--workshop", metavar="ID", help=_("Only one workshop.")),
            day_option("--from", "first", help=_("The first day.")),
            day_option("--to", "last", help=_("The last day.")),
            option(
                "--audience",
                type=click.Choice([str(audience) for audience in _AUDIENCES]),
                default=str(Audience.MANAGER),
                help=_("For whom; left out: managers."),
            ),
            option(
                "--format",
                type=click.Choice(["text", "json", "md"]),
                default="text",
                help=_("The form; --json is short for --format json."),
            ),
        ],
    )


def _summary(
    state: State,
    *,
    session: str,
    site: str,
    workshop: str,
    first: dt.date | None,
    last: dt.date | None,
    audience: str,
    format: str,
    as_json: bool,
) -> None:
    naho = state.naho
    selection = _selection(naho, session, site, workshop, first, last)
    view = naho.gate.view(Audience(audience), selection)
    if as_json or format == "json":
        console.out_json(SummaryOut.of(view))
    elif format == "md":
        console.out_lines(summary_markdown(view))
    else:
        console.out_lines(summary_lines(view, console.width()))
    _tell_unplaced(naho)


def _selection(
    naho: Naho,
    session: str,
    site: str,
    workshop: str,
    first: dt.date | None,
    last: dt.date | None,
) -> Selection:
    """Return what was selected.

    Raises:
        NotFoundError: if the workspace has no such session, site or workshop.
        UsageError: if the days are in the wrong order.
    """
    programme = naho.programme
    if site and programme.site(site) is None:
        known = ", ".join(s.id for s in programme.sites)
        raise NotFoundError(
            _("There is no site {name}.").format(name=site),
            _("Known: {names}.").format(names=known),
        )
    if workshop and programme.workshop(workshop) is None:
        known = ", ".join(w.id for w in programme.workshops)
        raise NotFoundError(
            _("There is no workshop {name}.").format(name=workshop),
            _("Known: {names}.").format(names=known),
        )
    if first and last and first > last:
        raise UsageError(_("The first day is after the last one."))
    return Selection(
        session=naho.capture.find(Session, session).id if session else "",
        site=site,
        workshop=workshop,
        first=first,
        last=last,
    )


def _tell_unplaced(naho: Naho) -> None:
    """Say how many notes no grouper has seen; a report itself never sorts anything."""
    placed = naho.theming.placements()
    new = sum(note.id not in placed for note in naho.capture.notes())
    if new:
        said = ngettext(
            "{n} note has not been sorted yet; run: naho theme group",
            "{n} notes have not been sorted yet; run: naho theme group",
            new,
        )
        console.say(said.format(n=new))
