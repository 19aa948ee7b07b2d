"""The permanence: a session that stays open for years and opens and closes each day.

What is heard there on a day that nobody opened opens it, because refusing it would lose a
voice; the front end says so beside the receipt. What is typed after a person closed the day is
kept and opens nothing. A day that nobody closed is closed at the next start, on its own date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, patch, put
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import Clock

NIGHT_ENDS: Final = 6
"""Until this hour an evening that began the day before is still on: nights are listened to too."""

_ON_THE_SPOT: Final = (Origin.ROOM, Origin.KIOSK)
"""Said in the house itself; what is typed from paper later does not open a door."""


class Turned(msgspec.Struct, frozen=True, kw_only=True):
    """What one press of the key did.

    Attributes:
        day: the day that was opened or closed.
        is_open: whether the house is open now.
        left_open: earlier days that nobody had closed and that were closed on the way.
    """

    day: OpeningDay
    is_open: bool
    left_open: tuple[OpeningDay, ...] = ()


class Permanence:
    """Opens and closes the days of permanences.

    Args:
        store: where they go.
        clock: the time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ---- looking -------------------------------------------------------------------------

    def sessions(self) -> list[Session]:
        """Return the permanences that were not ended for good, the latest first."""
        self._store.refresh()
        kept = (s for s in self._store.all(Session) if s.kind == SessionKind.PERMANENCE)
        return sorted((s for s in kept if s.is_open), key=lambda s: (s.opened, s.id), reverse=True)

    def session(self) -> Session:
        """Return the permanence, the latest where there are several.

        Raises:
            NotFoundError: if there is none.
        """
        for session in self.sessions():
            return session
        raise NotFoundError(
            _("There is no permanence yet, such as a project house."),
            _("Begin one with: naho house open --site ID"),
        )

    def days(self, session: str = "") -> list[OpeningDay]:
        """Return the days of one or all permanences, oldest first, each once."""
        self._store.refresh()
        folded: dict[tuple[str, str], OpeningDay] = {}
        for day in self._store.all(OpeningDay):
            if session in ("", day.session):
                key = (day.day, day.session)
                folded[key] = _together(folded[key], day) if key in folded else day
        return [folded[key] for key in sorted(folded)]

    def open_day(self, session: Session) -> OpeningDay | None:
        """Return the day that is open now, or None; a day that was left open is not."""
        now = self._clock.now()
        open_ = [d for d in self.days(session.id) if d.closed is None and not _is_over(d, now)]
        return open_[-1] if open_ else None

    # ---- turning -------------------------------------------------------------------------

    def open_today(self, session: Session, *, actor: str = Actor.COMMAND) -> Turned:
        """Open the house for today; a day closed by mistake is opened again.

        Raises:
            RefusedError: if it is open already, ended for good, or no permanence.
        """
        session = self._fresh(session)
        if not session.is_open:
            raise RefusedError(_("This permanence has ended for good."), _("Begin another one."))
        if self.open_day(session) is not None:
            raise RefusedError(_("It is open already."), _("Close it with: naho house close"))
        left = self._left_open(session.id)
        self._store.append(list(_opening(self._store, session, self._clock)), actor)
        today = OpeningDay(session=session.id, day=self._clock.today().isoformat())
        (opened,) = self._as_they_are([today])
        return Turned(day=opened, is_open=True, left_open=self._as_they_are(left))

    def close_today(self, session: Session, *, actor: str = Actor.COMMAND) -> Turned:
        """Close the house for today.

        Raises:
            RefusedError: if it is not open, or no permanence.
        """
        session = self._fresh(session)
        day = self.open_day(session)
        if day is None:
            raise RefusedError(_("It is not open today."), _("Open it with: naho house open"))
        left = self._left_open(session.id)
        self._store.append(closing(self._store, session, self._clock), actor)
        (closed,) = self._as_they_are([day])
        return Turned(day=closed, is_open=False, left_open=self._as_they_are(left))

    def toggle(self, session: Session, *, actor: str = Actor.COMMAND) -> Turned:
        """Open the house if it is closed now, else close it: one key for both.

        Raises:
            RefusedError: if it has ended for good, or is no permanence.
        """
        if self.open_day(session) is None:
            return self.open_today(session, actor=actor)
        return self.close_today(session, actor=actor)

    def close_left_open(
        self, now: dt.datetime | None = None, *, actor: str = Actor.COMMAND
    ) -> tuple[OpeningDay, ...]:
        """Close every day that nobody closed, dated on its own day, and return them to be said.

        Args:
            now: the time of the start, with its zone; None takes the clock's.
            actor: who asks.
        """
        self._store.refresh()
        left = self._left_open("", now)
        changes = _late_closings(self._store, left)
        if changes:
            self._store.append(changes, actor)
        return self._as_they_are(left)

    # ---- parts ---------------------------------------------------------------------------

    def _fresh(self, session: Session) -> Session:
        self._store.refresh()
        session = self._store.get(Session, session.id) or session
        if session.kind != SessionKind.PERMANENCE:
            raise RefusedError(_("Only a permanence opens and closes each day."))
        return session

    def _left_open(self, session: str, now: dt.datetime | None = None) -> list[OpeningDay]:
        now = now or self._clock.now()
        return [d for d in self.days(session) if d.closed is None and _is_over(d, now)]

    def _as_they_are(self, days: Iterable[OpeningDay]) -> tuple[OpeningDay, ...]:
        now = {(d.session, d.day): d for d in self.days()}
        return tuple(now[d.session, d.day] for d in days)


# ---- changes, for whoever writes something else in the same transaction ---------------------


def opening(store: Store, session: Session, clock: Clock, origin: Origin) -> list[Change]:
    """Return what opens the day of a permanence in which something is heard first on a day.

    It is empty for any other session, and once the day was opened, even if it is closed again:
    the last papers of the box are often typed behind the closed door.

    Args:
        store: the records.
        session: where it is heard.
        clock: the time.
        origin: how it comes in; paper and imports open nothing.
    """
    if session.kind != SessionKind.PERMANENCE or origin not in _ON_THE_SPOT:
        return []
    now, today = clock.now(), clock.today().isoformat()
    for day in _days_of(store, session.id):
        if day.day == today or (day.closed is None and not _is_over(day, now)):
            return []
    return list(_opening(store, session, clock))


def closing(store: Store, session: Session, clock: Clock) -> list[Change]:
    """Return what closes every open day of a session: today's now, an earlier one on its day."""
    now = clock.now()
    open_ = [d for d in _days_of(store, session.id) if d.closed is None]
    left = [d for d in open_ if _is_over(d, now)]
    on = [d for d in open_ if not _is_over(d, now)]
    closed = [patch(OpeningDay, d.id, closed=max(clock.now_ms(), d.opened)) for d in on]
    return [*closed, *_late_closings(store, left)]


def _opening(store: Store, session: Session, clock: Clock) -> Iterator[Change]:
    """Yield what opens the day, after what closes the days that nobody closed."""
    now, today = clock.now(), clock.today().isoformat()
    days = _days_of(store, session.id)
    yield from _late_closings(store, [d for d in days if d.closed is None and _is_over(d, now)])
    again = [d for d in days if d.day == today]
    if again:
        yield patch(OpeningDay, again[0].id, closed=None, left_open=False)
    else:
        yield put(OpeningDay(session=session.id, day=today, opened=clock.now_ms()))


def _late_closings(store: Store, days: Iterable[OpeningDay]) -> list[Change]:
    """Return what closes days that nobody closed, at the last thing that was heard in each."""
    keys = {(day.session, day.day) for day in days}
    if not keys:
        return []
    records = [d for d in store.all(OpeningDay) if (d.session, d.day) in keys and d.closed is None]
    heard: dict[str, int] = {}
    said: list[Note | Response | Begun] = [*store.all(Note), *store.all(Response)]
    said += store.all(Begun)
    for record in records:
        end = _end_of(record)
        at = (s.at for s in said if s.session == record.session and record.opened <= s.at < end)
        heard[record.id] = max(at, default=record.opened)
    return [patch(OpeningDay, id_, closed=at, left_open=True) for id_, at in heard.items()]


def _days_of(store: Store, session: str) -> list[OpeningDay]:
    return [day for day in store.all(OpeningDay) if day.session == session]


def _is_over(day: OpeningDay, now: dt.datetime) -> bool:
    """Whether a day has gone by, so that nobody is there any more."""
    return dt.date.fromisoformat(day.day) < (now - dt.timedelta(hours=NIGHT_ENDS)).date()


def _end_of(day: OpeningDay) -> int:
    """Return the moment after which nothing can belong to the day."""
    after = dt.date.fromisoformat(day.day) + dt.timedelta(days=1)
    end = dt.datetime.combine(after, dt.time(NIGHT_ENDS)).astimezone()
    return int(end.timestamp() * 1000)


def _together(one: OpeningDay, other: OpeningDay) -> OpeningDay:
    """Return one day of two laptops as one: open while either is."""
    closed = None
    if one.closed is not None and other.closed is not None:
        closed = max(one.closed, other.closed)
    return msgspec.structs.replace(
        one,
        opened=min(one.opened, other.opened),
        closed=closed,
        left_open=one.left_open or other.left_open,
    )
