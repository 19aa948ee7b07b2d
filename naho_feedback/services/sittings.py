"""Sittings beside the wall: events with attendance only, and the agenda of a week."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, patch, put
from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.records import Record
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.capture import Capture
from naho_feedback.services.checked import checked_attendance, checked_text
from naho_feedback.services.clock import Clock, local_day
from naho_feedback.services.naming import find_site, find_workshop, known
from naho_feedback.services.permanence import Permanence

TITLE_LIMIT: Final = 120
"""Most characters of an event's own title; it stands on one line of every list."""

_LONGEST: Final = 24 * 60
_DAYS: Final = 7


class AgendaItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a day: a session, or the day of a permanence.

    Attributes:
        start: Unix time in milliseconds.
        end: Unix time in milliseconds, or None while it is open.
    """

    session: Session
    title: str
    site_name: str
    start: int
    end: int | None


class AgendaDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the agenda, its lines by time."""

    day: dt.date
    items: tuple[AgendaItem, ...] = ()


class Sittings:
    """Events and the agenda.

    Args:
        store: where they go.
        programme: the sites and workshops that may be named.
        clock: the time.
        capture: finds sessions and says what they are called.
    """

    def __init__(self, store: Store, programme: Programme, clock: Clock, capture: Capture) -> None:
        self._store = store
        self._programme = programme
        self._clock = clock
        self._capture = capture

    def record_event(
        self,
        workshop: str,
        site: str,
        *,
        start: dt.datetime | None = None,
        minutes: int = 60,
        attendance: int | None = None,
        title: str = "",
        actor: str = Actor.COMMAND,
    ) -> Session:
        """Keep a speech, tour or video that took place, or will, with who was counted there.

        Args:
            workshop: id of an event of the programme.
            site: where.
            start: local time without a zone, or any time with one; None is now.
            minutes: how long it lasts.
            attendance: people counted; None while nobody did.
            title: what this one was called; ``""`` for the workshop's own name.
            actor: who asks.

        Raises:
            NotFoundError: if the programme has no such workshop or site.
            RefusedError: if it is no event, is counted before its day, or the title is refused.
            UsageError: if a number makes no sense.
        """
        shop = find_workshop(self._programme, workshop)
        find_site(self._programme, site)
        if shop.kind != SessionKind.EVENT:
            events = known(w.id for w in self._programme.workshops if w.kind == SessionKind.EVENT)
            said = _("{name} is no event: it is opened and closed.").format(name=shop.name)
            raise RefusedError(said, events)
        if not 1 <= minutes <= _LONGEST:
            raise UsageError(_("An event lasts from 1 to 1440 minutes."))
        begin = (start or self._clock.now()).astimezone()
        if attendance is not None and begin.date() > self._clock.today():
            raise RefusedError(
                _("This event has not taken place yet; nobody can have been counted."),
                _("Keep it without a number, and add the number on its day."),
            )
        opened = int(begin.timestamp() * 1000)
        event = Session(
            workshop=workshop,
            site=site,
            kind=SessionKind.EVENT,
            title=checked_text(title, TITLE_LIMIT) if title else "",
            opened=opened,
            closed=opened + minutes * 60_000,
            attendance=checked_attendance(attendance),
        )
        (id_,) = self._store.append([put(event)], actor)
        return msgspec.structs.replace(event, id=id_)

    def set_attendance(
        self, name: str, attendance: int | None, *, actor: str = Actor.COMMAND
    ) -> Session:
        """Correct how many people were in the room; None takes the number back.

        Raises:
            NotFoundError: if there is no such session.
            RefusedError: if it is a permanence, whose people are counted at the door.
            UsageError: if it is no number of people.
        """
        session = self._capture.session(name)
        checked_attendance(attendance)
        if session.kind == SessionKind.PERMANENCE:
            raise RefusedError(
                _("A permanence has no attendance: its people are counted at the door."),
                _("Count them with: naho visit add"),
            )
        if session.attendance != attendance:
            type_: type[Record] = Session
            self._store.append([patch(type_, session.id, attendance=attendance)], actor)
        return msgspec.structs.replace(session, attendance=attendance)

    def week(self, day: dt.date | None = None) -> tuple[AgendaDay, ...]:
        """Return the seven days, Monday first, of the week that a day lies in.

        A permanence stands on each day on which it was open, any other session on the day on
        which it began.

        Args:
            day: any day of the week; None is today.
        """
        day = day or self._clock.today()
        monday = day - dt.timedelta(days=day.weekday())
        days = [monday + dt.timedelta(days=number) for number in range(_DAYS)]
        items: dict[dt.date, list[AgendaItem]] = {d: [] for d in days}
        sessions = {session.id: session for session in self._capture.sessions()}
        for session in sessions.values():
            began = local_day(session.opened)
            if session.kind != SessionKind.PERMANENCE and began in items:
                items[began].append(self._item(session, session.opened, session.closed))
        for open_ in Permanence(self._store, self._clock).days():
            self._add_opening(items, sessions, open_)
        return tuple(
            AgendaDay(day=d, items=tuple(sorted(items[d], key=lambda i: (i.start, i.session.id))))
            for d in days
        )

    def _add_opening(
        self,
        items: dict[dt.date, list[AgendaItem]],
        sessions: dict[str, Session],
        open_: OpeningDay,
    ) -> None:
        session = sessions.get(open_.session)
        day = dt.date.fromisoformat(open_.day)
        if session is not None and day in items:
            items[day].append(self._item(session, open_.opened, open_.closed))

    def _item(self, session: Session, start: int, end: int | None) -> AgendaItem:
        return AgendaItem(
            session=session,
            title=self._capture.session_title(session),
            site_name=self._programme.site_name(session.site),
            start=start,
            end=end,
        )
