"""``naho session``: open, list, close, events, attendance, agenda."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, noun, option, verb
from naho_feedback.cli.session_words import session_out, session_words
from naho_feedback.cli.sitting import sitting_verbs
from naho_feedback.cli.state import State
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import AUDIENCE_ALL, Session
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext

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
            *sitting_verbs(),
        ],
        help=_("Sessions: one sitting of a workshop at a site."),
        examples=("naho session open --workshop post-it --site lens",),
    )


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
    found = capture.session(session)
    if not session and found.kind == SessionKind.PERMANENCE:
        # Nobody means to end a house of years by a command that names nothing.
        raise RefusedError(
            _("Only the permanence is open; it stays open for years."),
            _("For today: naho house close. For good: naho session close {receipt}").format(
                receipt=found.receipt
            ),
        )
    closed = capture.close_session(found.id, attendance=attendance)
    _show(state.naho, closed, as_json=as_json)
