"""``naho session``: open, list, close."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, noun, option, verb
from naho_feedback.cli.shapes import SessionOut
from naho_feedback.cli.state import State
from naho_feedback.domain.sessions import AUDIENCE_ALL, Session
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import clock_time, long_day

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho


def build() -> click.Group:
    """Return ``naho session``."""
    attendance = option(
        "--attendance", type=int, metavar="N", help=_("How many people are in the room.")
    )
    return noun(
        "session",
        [
            verb(
                "open",
                _open,
                help=_("Open a session; notes go to it until it is closed."),
                examples=(
                    "naho session open --workshop post-it --site lens",
                    "naho session open --workshop post-it --site lens --audience super-users",
                ),
                params=[
                    option("--workshop", required=True, metavar="ID", help=_("Which workshop.")),
                    option("--site", required=True, metavar="ID", help=_("Where.")),
                    option(
                        "--format",
                        metavar="ID",
                        help=_("The wall's columns; left out: those of the workshop."),
                    ),
                    option(
                        "--audience",
                        default=AUDIENCE_ALL,
                        metavar="ID",
                        help=_("Whom it addresses: all, super-users or a unit."),
                    ),
                    attendance,
                ],
            ),
            verb(
                "list",
                _list,
                help=_("List the sessions, the latest first."),
                examples=("naho session list", "naho session list --open --json"),
                params=[flag("--open", help=_("Only those that are open."))],
            ),
            verb(
                "close",
                _close,
                help=_("Close a session; left out: the one that is open now."),
                examples=("naho session close", "naho session close A-12 --attendance 27"),
                params=[argument("session", required=False, default=""), attendance],
            ),
        ],
        help=_("Sessions: one sitting of a workshop at a site."),
        examples=("naho session open --workshop post-it --site lens",),
    )


def session_out(naho: Naho, session: Session, notes: int) -> SessionOut:
    """Return the JSON shape of a session."""
    return SessionOut.of(
        session,
        title=naho.capture.session_title(session),
        site_name=naho.programme.site_name(session.site),
        notes=notes,
    )


def session_words(naho: Naho, session: Session) -> str:
    """Return what people call a session, safe to print: workshop, site, day and time."""
    opened = local_time(session.opened)
    words = (
        naho.capture.session_title(session),
        naho.programme.site_name(session.site),
        f"{long_day(opened.date())} {clock_time(opened)}",
    )
    return " · ".join(one_line(word) for word in words if word)


def _notes_by_session(naho: Naho) -> Counter[str]:
    return Counter(note.session for note in naho.capture.notes())


def _show(naho: Naho, session: Session, *, as_json: bool) -> None:
    if as_json:
        console.out_json(session_out(naho, session, _notes_by_session(naho)[session.id]))
    else:
        console.out(f"{session.receipt}  {session_words(naho, session)}")


def _open(
    state: State,
    *,
    workshop: str,
    site: str,
    format: str,
    audience: str,
    attendance: int | None,
    as_json: bool,
) -> None:
    session = state.naho.capture.open_session(
        workshop, site, format=format, audience=audience, attendance=attendance
    )
    _show(state.naho, session, as_json=as_json)


def _list(state: State, *, open: bool, as_json: bool) -> None:
    naho = state.naho
    sessions = [s for s in naho.capture.sessions() if s.is_open or not open]
    notes = _notes_by_session(naho)
    if as_json:
        console.out_json([session_out(naho, s, notes[s.id]) for s in sessions])
        return
    if not sessions:
        console.say(_("No session yet. Open one: naho session open --workshop ID --site ID"))
    rows = [
        (
            session.receipt,
            _("open") if session.is_open else _("closed"),
            ngettext("{n} note", "{n} notes", notes[session.id]).format(n=notes[session.id]),
            session_words(naho, session),
            "" if session.audience == AUDIENCE_ALL else session.audience,
        )
        for session in sessions
    ]
    console.out_lines(console.aligned(rows))


def _close(state: State, *, session: str, attendance: int | None, as_json: bool) -> None:
    capture = state.naho.capture
    closed = capture.close_session(capture.session(session).id, attendance=attendance)
    _show(state.naho, closed, as_json=as_json)
