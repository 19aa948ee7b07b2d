"""What the sessions' screen shows, read in one go."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.sittings import AgendaDay, AgendaItem
from naho_feedback.services.wording import clock_time, long_day, number, period
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.new_session import audience_words
from naho_feedback.tui.screens.sessions_house import House, read_houses
from naho_feedback.tui.widgets.agenda_table import AgendaRow
from naho_feedback.tui.widgets.session_table import Row


@dataclass(frozen=True)
class Listing:
    """The sessions, the houses and one week.

    Attributes:
        week: the week's first and last day in words.
        agenda: the week's lines.
    """

    rows: tuple[Row, ...]
    houses: tuple[House, ...]
    week: str
    agenda: tuple[AgendaRow, ...]


def read_sessions(naho: Naho, day: dt.date) -> Listing:
    """Return what is shown.

    Args:
        naho: the workspace's services.
        day: any day of the agenda's week.
    """
    houses = read_houses(naho)
    days = naho.sittings.week(day)
    return Listing(
        rows=tuple(session_rows(naho, houses)),
        houses=houses,
        week=period(days[0].day, days[-1].day),
        agenda=tuple(row for one in days for row in _agenda_rows(one)),
    )


# ---- the list ------------------------------------------------------------------------------


def session_rows(naho: Naho, houses: tuple[House, ...] = ()) -> list[Row]:
    """Return all sessions, the latest first, as the list shows them."""
    sessions = naho.capture.sessions()
    notes = Counter(note.session for note in naho.store.all(Note))
    open_houses = {house.session.id for house in houses if house.is_open}
    return [_row(naho, session, notes[session.id], open_houses) for session in sessions]


def _row(naho: Naho, session: Session, notes: int, open_houses: set[str]) -> Row:
    opened = local_time(session.opened)
    is_open, state = _state(session, session.id in open_houses, opened > naho.clock.now())
    return Row(
        session=session,
        is_open=is_open,
        state=state,
        title=one_line(naho.capture.session_title(session)),
        site=one_line(naho.programme.site_name(session.site)),
        opened=_opened(opened, naho.clock.today()),
        notes=notes,
        people=people_words(session),
        audience=one_line(audience_words(session.audience)),
    )


def _state(session: Session, house_is_open: bool, is_to_come: bool) -> tuple[bool, str]:
    """Return whether something may be said there now, and the word for it."""
    if is_to_come:
        return False, _("to come")
    if session.kind != SessionKind.PERMANENCE:
        return session.is_open, _("open") if session.is_open else _("closed")
    if not session.is_open:
        return False, _("ended")
    return house_is_open, _("open") if house_is_open else _("closed")


def people_words(session: Session) -> str:
    """Return how many were counted in the room; ``""`` where nobody did."""
    return "" if session.attendance is None else number(session.attendance)


def _opened(when: dt.datetime, today: dt.date) -> str:
    """Return day and time; the year only where it is not this one."""
    day = period(when.date(), when.date())
    if when.year == today.year:
        day = day.removesuffix(f" {when.year}")
    return f"{day} {clock_time(when)}"


def _weekday(day: dt.date) -> str:
    """Return what the day is called in its week: ``lun. 27``, ``Mon 27``."""
    return " ".join(long_day(day).split()[:2])


# ---- the agenda ----------------------------------------------------------------------------


def _agenda_rows(day: AgendaDay) -> list[AgendaRow]:
    name = _weekday(day.day)
    return [_line(item, name if not place else "") for place, item in enumerate(day.items)]


def _line(item: AgendaItem, day: str) -> AgendaRow:
    start = clock_time(local_time(item.start))
    if item.end is None:
        time = _("since {time}").format(time=start)
    else:
        time = f"{start}–{clock_time(local_time(item.end))}"
    return AgendaRow(
        session=item.session.id,
        day=day,
        time=time,
        title=one_line(item.title),
        site=one_line(item.site_name),
        people=people_words(item.session),
    )


# ---- words ---------------------------------------------------------------------------------


def why_empty(listing: Listing, *, by_week: bool) -> str:
    """Return what to do where nothing is listed."""
    if by_week:
        return _("Nothing took place in this week.")
    if listing.rows:
        return _("Nothing fits the filter.")
    return _("No session yet. Press n to open the first one.")


def sessions_help() -> Help:
    """Return what F1 says of the sessions' screen."""
    return Help(
        _("Which sessions were there, and which are open?"),
        (
            _(
                "A session is one sitting of a workshop at a site, with all that is collected "
                "there. An event has attendance only: a speech, a tour, a video."
            ),
            _(
                "Closing a session shows it to its room; its wall can still be read. The house "
                "opens and closes each day; a day that nobody closed is closed at the next "
                "start, on its own date."
            ),
        ),
    )
