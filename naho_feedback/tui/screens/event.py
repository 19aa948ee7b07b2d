"""The form of an event: a speech, a tour, a video, with who was counted there."""

from __future__ import annotations

import datetime as dt
import re
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import shown
from naho_feedback.errors import NahoError, UsageError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wording import clock_time, long_day, number
from naho_feedback.tui.background import in_background
from naho_feedback.tui.screens.base import log_crash, unexpected
from naho_feedback.tui.widgets.event_fields import FormLine, LineInput, NumberInput
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.stepper import Stepper

_DAYS: Final = 31
"""Days before and after today that the form offers; further ones have the command."""

_MINUTES: Final = (15, 30, 45, 60, 90, 120, 180, 240)
_USUAL: Final = 60
_TIME: Final = re.compile(r"(\d{1,2})(?:\s*[h:.]\s*(\d{2})?)?|(\d{2})(\d{2})", re.IGNORECASE)


def time_of_day(text: str) -> dt.time:
    """Return the time that was typed: ``9``, ``9 h 05``, ``9h05``, ``9:05`` or ``0905``.

    Raises:
        UsageError: if it is no time of day.
    """
    match = _TIME.fullmatch(" ".join(text.split()))
    if match is not None:
        hour, minute = match[1] or match[3], match[2] or match[4] or "0"
        if int(hour) < 24 and int(minute) < 60:
            return dt.time(int(hour), int(minute))
    raise UsageError(_("There is no such time; write it as 09:05."))


class EventScreen(ModalScreen[Session | None]):
    """Which event, where, when, and how many were there; answers with it, or None.

    Args:
        naho: the workspace's services.
        last: the latest session, whose site is suggested.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", N_("Keep the event"), priority=True),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    CSS_PATH = "event.tcss"

    _workshop = query_one("#workshop", Stepper)
    _site = query_one("#site", Stepper)
    _title = query_one("#name", LineInput)
    _day = query_one("#day", Stepper)
    _time = query_one("#time", LineInput)
    _minutes = query_one("#minutes", Stepper)
    _people = query_one("#people", NumberInput)
    _wrong = query_one("#wrong", Static)

    def __init__(self, naho: Naho, last: Session | None = None) -> None:
        super().__init__()
        self._naho = naho
        self._last = last
        self._keeping = False

    def compose(self) -> ComposeResult:
        """Lay out the form."""
        programme, now = self._naho.programme, self._naho.clock.now()
        site = self._last.site if self._last else ""
        events = [shop for shop in programme.workshops if shop.kind == SessionKind.EVENT]
        near = [now.date() + dt.timedelta(days=days) for days in range(-_DAYS, _DAYS + 1)]
        with Vertical(id="form"):
            yield Static(Content(_("An event")), id="title")
            yield Static(Content(_("It has attendance only: no wall, no notes.")), id="about")
            yield Stepper(
                _("Event"), tuple((shop.id, str(shop.name)) for shop in events), id="workshop"
            )
            yield Stepper(
                _("Site"), tuple((s.id, s.name) for s in programme.sites), value=site, id="site"
            )
            own_name = LineInput(placeholder=_("only where it had one"), id="name")
            yield FormLine(_("Its own title"), own_name)
            yield Stepper(
                _("Day"),
                tuple((day.isoformat(), long_day(day)) for day in near),
                value=now.date().isoformat(),
                id="day",
            )
            yield FormLine(_("Began at"), LineInput(clock_time(now), id="time"))
            yield Stepper(
                _("Lasted"),
                tuple((str(n), _("{n} minutes").format(n=number(n))) for n in _MINUTES),
                value=str(_USUAL),
                id="minutes",
            )
            counted = NumberInput(placeholder=_("nobody counted"), id="people")
            yield FormLine(_("People there"), counted)
            yield Static(id="wrong", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with which event it is."""
        self._workshop.focus()

    async def action_keep(self) -> None:
        """Keep the event; what is wrong is said in the form, and nothing typed is lost."""
        if self._keeping:  # a second Enter while the first one is being written
            return
        try:
            time = time_of_day(self._time.value)
        except UsageError as error:
            self._say(str(error))
            self._time.focus()
            return
        self._keeping = True
        workshop, site, title = self._workshop.value, self._site.value, self._title.value.strip()
        start = dt.datetime.combine(dt.date.fromisoformat(self._day.value), time)
        minutes, people = int(self._minutes.value), self._people.number
        doing = "keep an event"
        outcome = await in_background(
            lambda: self._naho.sittings.record_event(
                workshop,
                site,
                start=start,
                minutes=minutes,
                attendance=people,
                title=title,
                actor=Actor.WALL,
            ),
            doing,
        )
        self._keeping = False
        if outcome.error is None:
            self.dismiss(outcome.result)
        elif isinstance(outcome.error, NahoError):
            self._say(str(outcome.error))
        else:
            log_crash(doing, outcome.error)
            self._say(str(unexpected(outcome.error)))

    def _say(self, text: str) -> None:
        self._wrong.update(Content(shown(text)))
