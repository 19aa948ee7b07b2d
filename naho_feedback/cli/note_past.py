"""``naho note undo``, ``redo`` and ``log``: what was done to the walls."""

from __future__ import annotations

from typing import Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import option, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.wall_shapes import GestureOut, UndoneOut
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.undo import Undone, redo_change, undo_change
from naho_feedback.services.wording import moment

_FEW: Final = 20


def verbs() -> list[click.Command]:
    """Return the verbs for what was done."""
    session = option("--session", metavar="ID", help=_("Only in this session."))
    return [
        verb(
            "undo",
            _undo,
            help=_(
                "Take back the latest change of a wall, in any session or in one: notes, groups, "
                "themes given by hand. Imports are never taken back."
            ),
            examples=("naho note undo", "naho note undo --session A-12"),
            params=[session],
        ),
        verb(
            "redo",
            _redo,
            help=_("Do again what was taken back last, until something new is done."),
            examples=("naho note redo", "naho note redo --session A-12"),
            params=[session],
        ),
        verb(
            "log",
            _log,
            help=_("List what was done to the walls, the latest first, and what is taken back."),
            examples=("naho note log", "naho note log --session A-12 --last 100 --json"),
            params=[
                session,
                option(
                    "--last",
                    type=click.IntRange(min=0),
                    default=_FEW,
                    metavar="N",
                    help=_("So many changes; 0 lists all. Left out: 20."),
                ),
            ],
        ),
    ]


def _undo(state: State, *, session: str, as_json: bool) -> None:
    naho = state.naho
    wall = naho.capture.session(session).id if session else ""
    _show(state, undo_change(naho.store, session=wall), _("Taken back: {what}."), as_json=as_json)


def _redo(state: State, *, session: str, as_json: bool) -> None:
    naho = state.naho
    wall = naho.capture.session(session).id if session else ""
    _show(state, redo_change(naho.store, session=wall), _("Done again: {what}."), as_json=as_json)


def _show(state: State, undone: Undone, said: str, *, as_json: bool) -> None:
    if as_json:
        console.out_json(UndoneOut.of(undone))
    else:
        console.out(said.format(what=one_line(state.naho.gestures.words(undone.gesture))))


def _log(state: State, *, session: str, last: int, as_json: bool) -> None:
    naho = state.naho
    wall = naho.capture.session(session).id if session else ""
    gestures = naho.gestures.latest(wall, limit=last)
    words = naho.gestures.words
    if as_json:
        console.out_json([GestureOut.of(gesture, words(gesture)) for gesture in gestures])
        return
    today = naho.clock.today()
    sessions = {s.id: s.receipt for s in naho.capture.sessions()}
    rows = []
    for gesture in gestures:
        said = words(gesture)
        if gesture.undone:
            said = _("{gesture} (taken back)").format(gesture=said)
        receipt = sessions.get(gesture.session, gesture.session)
        rows.append((moment(local_time(gesture.at), today), receipt, said))
    console.out_lines(console.aligned(rows))
    if not rows:
        console.say(_("Nothing was done to a wall yet."))
