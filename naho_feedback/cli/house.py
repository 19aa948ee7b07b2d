"""``naho house``: the permanence that stays for years and opens and closes each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import noun, option, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.week_shapes import HouseOut, OpeningOut
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.permanence import Turned
from naho_feedback.services.wording import clock_time, long_day

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho


def build() -> click.Group:
    """Return ``naho house``."""
    session = option(
        "--session", metavar="ID", help=_("Which permanence; left out: the latest one.")
    )
    return noun(
        "house",
        [
            verb(
                "open",
                _open,
                help=_(
                    "Open the house for today. The first time, --site says where it stands, and "
                    "its permanence begins."
                ),
                examples=("naho house open --site lens", "naho house open"),
                params=[
                    session,
                    option("--site", metavar="ID", help=_("Where; only to begin a permanence.")),
                ],
            ),
            verb(
                "close",
                _close,
                help=_("Close the house for today; its permanence goes on."),
                examples=("naho house close",),
                params=[session],
            ),
            verb(
                "toggle",
                _toggle,
                help=_("Open the house if it is closed, else close it."),
                examples=("naho house toggle",),
                params=[session],
            ),
            verb(
                "days",
                _days,
                help=_("List the days on which it was open, the latest first."),
                examples=("naho house days", "naho house days --json"),
                params=[session],
            ),
        ],
        help=_("The house: a permanence that stays for years and opens and closes each day."),
        examples=("naho house open --site lens", "naho house close"),
    )


class DayWatch:
    """Says it when a note has opened the day of a permanence.

    Args:
        naho: the workspace's services.
        session: where notes are added, of any kind.
    """

    def __init__(self, naho: Naho, session: Session) -> None:
        self._naho = naho
        self._session = session
        self._may_open = session.kind == SessionKind.PERMANENCE and not self._is_open()

    def look(self) -> None:
        """Look after a note was stored; the first time that the day is open, say it."""
        if self._may_open and self._is_open():
            self._may_open = False
            console.say(
                _("The house was not open yet today; this note opened it.")
                + "\n"
                + _("Close it with: naho house close")
            )

    def _is_open(self) -> bool:
        return self._naho.permanence.open_day(self._session) is not None


# ---- commands ------------------------------------------------------------------------------


def _open(state: State, *, session: str, site: str, as_json: bool) -> None:
    naho = state.naho
    found = _begun(naho, site) if site and not session else _found(naho, session)
    _show(naho, found, naho.permanence.open_today(found), as_json=as_json)


def _close(state: State, *, session: str, as_json: bool) -> None:
    _turn(state, session, state.naho.permanence.close_today, as_json=as_json)


def _toggle(state: State, *, session: str, as_json: bool) -> None:
    _turn(state, session, state.naho.permanence.toggle, as_json=as_json)


def _turn(state: State, session: str, turn: Callable[[Session], Turned], *, as_json: bool) -> None:
    found = _found(state.naho, session)
    _show(state.naho, found, turn(found), as_json=as_json)


def _days(state: State, *, session: str, as_json: bool) -> None:
    naho = state.naho
    found = _found(naho, session)
    days = naho.permanence.days(found.id)[::-1]
    if as_json:
        console.out_json([OpeningOut.of(day) for day in days])
        return
    if not days:
        console.say(_("It was never open. Open it with: naho house open"))
    console.out_lines(console.aligned(map(_day_row, days)))


def _found(naho: Naho, name: str) -> Session:
    return naho.capture.session(name) if name else naho.permanence.session()


def _begun(naho: Naho, site: str) -> Session:
    """Return the permanence of a site, begun now if there is none yet.

    Raises:
        RefusedError: if the programme has no permanence, or several.
        NotFoundError: if it has no such site.
    """
    for session in naho.permanence.sessions():
        if session.site == site:
            return session
    places = [w.id for w in naho.programme.workshops if w.kind == SessionKind.PERMANENCE]
    if not places:
        raise NotFoundError(_("This programme has no permanence, such as a project house."))
    if len(places) > 1:
        raise RefusedError(
            _("This programme has several permanences."),
            _("Begin one with: {command}").format(
                command=f"naho session open --workshop {places[0]} --site {site}"
            ),
        )
    return naho.capture.open_session(places[0], site)


# ---- words ---------------------------------------------------------------------------------


def _show(naho: Naho, session: Session, turned: Turned, *, as_json: bool) -> None:
    title = naho.capture.session_title(session)
    site_name = naho.programme.site_name(session.site)
    if as_json:
        console.out_json(
            HouseOut(
                session=session.receipt,
                title=title,
                site_name=site_name,
                is_open=turned.is_open,
                day=OpeningOut.of(turned.day),
                left_open=tuple(map(OpeningOut.of, turned.left_open)),
            )
        )
        return
    tell_left_open(turned.left_open)
    words = (title, site_name, _("open") if turned.is_open else _("closed for today"))
    console.out(f"{session.receipt}  {' · '.join(one_line(word) for word in words if word)}")


def tell_left_open(days: Iterable[OpeningDay]) -> None:
    """Say which days nobody had closed, and when they were taken to have ended."""
    for day in days:
        said = _("{day} was left open; it is closed now, at the last thing heard ({time}).")
        console.say(
            said.format(
                day=long_day(dt.date.fromisoformat(day.day)),
                time=clock_time(local_time(day.closed or day.opened)),
            )
        )


def _day_row(day: OpeningDay) -> tuple[str, ...]:
    return (
        long_day(dt.date.fromisoformat(day.day)),
        clock_time(local_time(day.opened)),
        _("open") if day.closed is None else clock_time(local_time(day.closed)),
        _("nobody closed it") if day.left_open else "",
    )
