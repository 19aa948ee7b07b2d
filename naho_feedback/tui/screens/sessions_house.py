"""The house on screen: whether it is open, and what its key did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.permanence import Turned
from naho_feedback.services.wording import clock_time, long_day
from naho_feedback.tui.background import in_background
from naho_feedback.tui.screens.base import log_crash, unexpected


@dataclass(frozen=True)
class House:
    """A permanence that was not ended.

    Attributes:
        name: what people call it and where it stands, one harmless line.
        day: the day that is open now, or None.
        last: the latest day on which it was open, or None.
    """

    session: Session
    name: str
    day: OpeningDay | None
    last: OpeningDay | None

    @property
    def is_open(self) -> bool:
        """Whether it is open now."""
        return self.day is not None


def house_name(naho: Naho, session: Session) -> str:
    """Return what people call a session and its site, as one harmless line."""
    title = one_line(naho.capture.session_title(session))
    return f"{title} · {one_line(naho.programme.site_name(session.site))}"


def read_houses(naho: Naho) -> tuple[House, ...]:
    """Return the permanences that were not ended, the latest first."""
    kept = [s for s in naho.capture.sessions() if s.kind == SessionKind.PERMANENCE and s.is_open]
    return tuple(_house(naho, session) for session in kept)


def _house(naho: Naho, session: Session) -> House:
    days = naho.permanence.days(session.id)
    return House(
        session=session,
        name=house_name(naho, session),
        day=naho.permanence.open_day(session),
        last=days[-1] if days else None,
    )


def state_words(house: House, today: dt.date) -> str:
    """Return ``Maison du Projet · Lens : ouverte depuis 9 h 05``."""
    if house.day is not None:
        said = _("{house}: open since {time}")
        return said.format(house=house.name, time=clock_time(local_time(house.day.opened)))
    if house.last is None:
        return _("{house}: not open yet").format(house=house.name)
    day = dt.date.fromisoformat(house.last.day)
    if day == today and house.last.closed is not None:
        said = _("{house}: closed since {time}")
        return said.format(house=house.name, time=clock_time(local_time(house.last.closed)))
    return _("{house}: closed, last open on {day}").format(house=house.name, day=long_day(day))


def turned_words(name: str, turned: Turned) -> str:
    """Return what one press of the key did, days that nobody had closed first."""
    time = clock_time(local_time(turned.day.opened))
    if turned.is_open:
        said = _("{house}: open since {time}").format(house=name, time=time)
    else:
        said = _("{house}: closed for today.").format(house=name)
    return "\n".join([*map(left_open_words, turned.left_open), said])


def left_open_words(day: OpeningDay) -> str:
    """Say which day nobody had closed, and when it was taken to have ended."""
    said = _("{day} was left open; it is closed now, at the last thing heard ({time}).")
    return said.format(
        day=long_day(dt.date.fromisoformat(day.day)),
        time=clock_time(local_time(day.closed or day.opened)),
    )


def turn_house(naho: Naho, session: Session, *, opening: bool) -> Turned:
    """Open or close the house for today, as the key's label said when it was pressed.

    Raises:
        RefusedError: if somebody else turned it meanwhile, or ended it.
    """
    house = naho.permanence
    turn = house.open_today if opening else house.close_today
    return turn(session, actor=Actor.WALL)


async def close_left_open(
    naho: Naho, say: Callable[[str], None], failed: Callable[[NahoError], None]
) -> None:
    """Close at the app's start every day that nobody closed, and say each by its date."""

    def task() -> Sequence[str]:
        return [left_open_words(day) for day in naho.permanence.close_left_open(actor=Actor.WALL)]

    doing = "close days left open"
    outcome = await in_background(task, doing)
    if outcome.error is None:
        for sentence in outcome.result or ():
            say(sentence)
    elif isinstance(outcome.error, NahoError):
        failed(outcome.error)
    else:
        log_crash(doing, outcome.error)
        failed(unexpected(outcome.error))
