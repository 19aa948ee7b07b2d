"""Séances: which sittings were there, which are open, the week, and the house's own key."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import DataTable, Input, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.permanence import Turned
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.event import EventScreen
from naho_feedback.tui.screens.new_session import NewSessionScreen
from naho_feedback.tui.screens.sessions_count import CloseScreen, Counted, CountScreen, EndScreen
from naho_feedback.tui.screens.sessions_house import (
    House,
    house_name,
    state_words,
    turn_house,
    turned_words,
)
from naho_feedback.tui.screens.sessions_rows import (
    Listing,
    read_sessions,
    sessions_help,
    why_empty,
)
from naho_feedback.tui.widgets.agenda_table import AgendaTable
from naho_feedback.tui.widgets.page import two_ends
from naho_feedback.tui.widgets.session_table import Row, SessionTable, SittingTable

_WEEK: Final = dt.timedelta(days=7)
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099
"""The arrows go no further: a key held down must not run out of the calendar."""


class FilterLine(Input):
    """Where the filter is typed; Enter goes back to the list, Escape shows all again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", N_("To the list"), key_display=N_("Enter")),
        Binding("escape", "screen.leave", N_("Show all")),
    ]


class SessionsScreen(NahoScreen):
    """The list of sessions with a filter, or the agenda of a week; the house above both."""

    CSS_PATH = "sessions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New")),
        Binding("e", "event", N_("Event")),
        Binding("p", "people", N_("People")),
        Binding("c", "close_session", N_("Close")),
        Binding("r", "restitution", N_("Show to the room")),
        Binding("i", "photos", N_("Photos")),
        Binding("slash", "filter", N_("Filter"), key_display="/"),
        # These two stand above the list, beside what they change.
        Binding("o", "open_house", N_("Open the house"), show=False),
        Binding("o", "close_house", N_("Close the house for today"), show=False),
        Binding("a", "agenda", N_("Week or list"), show=False),
    ]

    _house_line = query_one("#house", Static)
    _week_line = query_one("#week", Static)
    _table = query_one("#sessions", SessionTable)
    _agenda = query_one("#agenda", AgendaTable)
    _filter = query_one("#filter", FilterLine)
    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._listing: Listing | None = None
        self._by_week = False
        self._day = naho.clock.today()

    def body(self) -> ComposeResult:
        """Yield the house, the filter, list and agenda, and the sentence where they are empty."""
        yield Static(id="house")
        yield Static(id="week")
        hint = _("Filter: a workshop, a site, “open”…")
        yield FilterLine(placeholder=hint, id="filter", compact=True)
        yield SessionTable(id="sessions")
        yield AgendaTable(id="agenda")
        yield Static(id="empty", classes="empty")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Sessions")

    def help(self) -> Help:
        """Say what a session is, and what the keys do."""
        return sessions_help()

    def on_mount(self) -> None:
        """Begin with the list."""
        self._filter.display = False
        self._agenda.display = False
        self._table.focus()

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        self._filter.display = False
        self._shown_table().focus()
        self._show()

    # ---- showing -------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Fetch the sessions."""
        self.work(partial(read_sessions, self.naho, self._day), self._take, group="sessions")

    def _take(self, listing: Listing) -> None:
        self._listing = listing
        self._show()

    @on(Input.Changed, "#filter")
    def _show(self) -> None:
        """Show what fits the filter, or the week; the cursor stays on its session."""
        listing = self._listing
        if listing is None:
            return
        width = self.size.width
        shown = [row for row in listing.rows if row.fits(self._filter.value)]
        self._table.show(shown, width)
        self._agenda.show(listing.agenda, width)
        some = bool(listing.agenda if self._by_week else shown)
        self._table.display = some and not self._by_week
        # The agenda stays there when its week is empty: its arrows lead on.
        self._agenda.display = self._by_week
        self._empty.display = not some
        self._empty.update(Content(why_empty(listing, by_week=self._by_week)))
        if self.focused is None and not self._filter.has_focus:
            self._shown_table().focus()
        self._say_house()
        self.refresh_bindings()

    def _shown_table(self) -> SittingTable:
        return self._agenda if self._by_week else self._table

    def _say_house(self) -> None:
        """Say whether the house is open, what its key does, and which week is shown."""
        width = self.size.width - 4
        keys = [("a", _("list") if self._by_week else _("week"))]
        state = Content("")
        if (house := self._house()) is not None:
            keys = [("o", _("close it") if house.is_open else _("open it")), *keys]
            sign, style = ("● ", "$accent") if house.is_open else ("○ ", "$quiet")
            words = state_words(house, self.naho.clock.today())
            state = Content.assemble((sign, style), (words, "bold" if house.is_open else ""))
        hints = Content("   ").join(
            Content.assemble((key, "$accent bold"), " ", what) for key, what in keys
        )
        self._house_line.update(two_ends(state, hints, width))
        self._week_line.display = self._by_week
        if self._by_week and self._listing is not None:
            week = _("Week: {days}").format(days=self._listing.week)
            self._week_line.update(Content(week))

    def on_resize(self, _event: events.Resize) -> None:
        """Cut the cells for the new width."""
        self._show()

    # ---- what is chosen ------------------------------------------------------------------

    def _chosen(self) -> Row | None:
        """Return the session under the cursor."""
        if self._listing is None or not self._shown_table().display:
            return None
        id_ = self._shown_table().chosen
        return next((row for row in self._listing.rows if row.session.id == id_), None)

    def _house(self) -> House | None:
        """Return the house that the key is for: the chosen one, else the latest."""
        if self._listing is None or not self._listing.houses:
            return None
        chosen = self._chosen()
        houses = {house.session.id: house for house in self._listing.houses}
        first = self._listing.houses[0]
        return houses.get(chosen.session.id, first) if chosen else first

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters work while a list has the focus, and only where they mean something."""
        if action not in _LETTERS:
            return super().check_action(action, parameters)
        if not self.is_mounted or self._filter.has_focus:
            return False
        return self._makes_sense(action)

    def _makes_sense(self, action: str) -> bool:
        row, house = self._chosen(), self._house()
        match action:
            case "open_house":
                return house is not None and not house.is_open
            case "close_house":
                return house is not None and house.is_open
            case "filter":
                return not self._by_week and bool(self._listing and self._listing.rows)
            case "close_session":
                return row is not None and row.session.is_open
            case "restitution":
                workshop = row is not None and row.session.kind == SessionKind.WORKSHOP
                return row is not None and workshop and not row.session.is_open
            case "people":
                return row is not None and row.session.kind != SessionKind.PERMANENCE
            case "photos":
                return row is not None
        return True

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._say_house()
        self.refresh_bindings()

    # ---- going about ---------------------------------------------------------------------

    def action_filter(self) -> None:
        """Show the filter and type in it."""
        self._filter.display = True
        self._filter.focus()

    def action_agenda(self) -> None:
        """Show the week instead of the list, and back."""
        self._by_week = not self._by_week
        self._filter.value = ""
        self._filter.display = False
        self._show()
        self._shown_table().focus()

    @on(AgendaTable.Turned)
    def _turn_week(self, message: AgendaTable.Turned) -> None:
        message.stop()
        day = self._day + message.by * _WEEK
        if _FIRST_YEAR <= day.year <= _LAST_YEAR:
            self._day = day
            self.refresh_data()

    async def action_leave(self) -> None:
        """Put the filter or the week away if it is there, else go back to the dashboard."""
        if self._filter.display:
            self._filter.value = ""
            self._filter.display = False
            self._table.focus()
        elif self._by_week:
            self.action_agenda()
        else:
            await super().action_leave()

    @on(Input.Submitted, "#filter")
    def _filtered(self) -> None:
        self._table.focus()

    @on(DataTable.RowSelected)
    def _open(self, message: DataTable.RowSelected) -> None:
        message.stop()
        row = self._chosen()
        if row is None:
            return
        if row.session.kind == SessionKind.EVENT:
            self.say(_("An event has attendance only, no notes."), "warning")
            return
        self.post_message(GoTo("wall", {"session_id": row.session.id}))

    def action_photos(self) -> None:
        """Show the photos of the session under the cursor."""
        if (row := self._chosen()) is not None:
            self.post_message(GoTo("photos", {"session_id": row.session.id}))

    def action_restitution(self) -> None:
        """Show the session under the cursor to its room."""
        if (row := self._chosen()) is not None:
            self.post_message(GoTo("restitution", {"session_id": row.session.id}))

    # ---- opening -------------------------------------------------------------------------

    def _last(self) -> Session | None:
        rows = self._listing.rows if self._listing else ()
        return rows[0].session if rows else None

    def action_new(self) -> None:
        """Fill in the form of a new session, then show its wall."""
        if all(shop.kind == SessionKind.EVENT for shop in self.naho.programme.workshops):
            self.action_event()
            return
        self.app.push_screen(NewSessionScreen(self.naho, self._last()), self._opened_new)

    def _opened_new(self, session: Session | None) -> None:
        if session is None:
            return
        if session.kind == SessionKind.PERMANENCE:
            self._turn(session, house_name(self.naho, session), opening=True)
        self.post_message(GoTo("wall", {"session_id": session.id}))

    def action_event(self) -> None:
        """Fill in the form of an event."""
        if all(shop.kind != SessionKind.EVENT for shop in self.naho.programme.workshops):
            self.say(_("This programme has no events, such as a speech or a tour."), "warning")
            return
        self.app.push_screen(EventScreen(self.naho, self._last()), self._kept_event)

    def _kept_event(self, event: Session | None) -> None:
        if event is not None:
            self.say(
                _("{receipt} kept: {event}").format(
                    receipt=event.receipt, event=house_name(self.naho, event)
                )
            )
            self.refresh_data()

    def action_people(self) -> None:
        """Ask how many were there."""
        if (row := self._chosen()) is None:
            return
        detail = _("How many people were in the room? Empty where nobody counted.")
        ask = CountScreen(f"{row.title} · {row.site}", detail, row.session.attendance)
        self.app.push_screen(ask, partial(self._count, row.session.id))

    def _count(self, id: str, counted: Counted | None) -> None:
        if counted is not None:
            self.write(
                lambda: self.naho.sittings.set_attendance(id, counted.people, actor=Actor.WALL),
                lambda _session: self.refresh_data(),
                group="attendance",
            )

    # ---- closing -------------------------------------------------------------------------

    def action_close_session(self) -> None:
        """Close the session under the cursor after asking once."""
        if (row := self._chosen()) is None:
            return
        name = f"{row.title} · {row.site}"
        if row.session.kind == SessionKind.PERMANENCE:
            question = _("End {session} for good?").format(session=name)
            detail = _("It never opens again. To close it for today only, go back and press o.")
            self.app.push_screen(EndScreen(question, detail), partial(self._end_if, row.session.id))
            return
        question = _("Close {session}?").format(session=name)
        detail = _("It takes no more notes; its wall can still be read.")
        ask = CloseScreen(question, detail, row.session.attendance)
        self.app.push_screen(ask, partial(self._close_if, row.session.id))

    def _close_if(self, id: str, counted: Counted | None) -> None:
        if counted is not None:
            self.write(
                lambda: self.naho.capture.close_session(
                    id, attendance=counted.people, actor=Actor.WALL
                ),
                self._shown_to_room,
                group="close session",
            )

    def _shown_to_room(self, session: Session) -> None:
        self.refresh_data()
        if session.kind == SessionKind.WORKSHOP:
            self.post_message(GoTo("restitution", {"session_id": session.id}))

    def _end_if(self, id: str, yes: bool | None) -> None:
        self._close_if(id, Counted(None) if yes else None)

    # ---- the house -----------------------------------------------------------------------

    def action_open_house(self) -> None:
        """Open the house for today."""
        if (house := self._house()) is not None:
            self._turn(house.session, house.name, opening=True)

    def action_close_house(self) -> None:
        """Close the house for today; it opens again tomorrow."""
        if (house := self._house()) is not None:
            self._turn(house.session, house.name, opening=False)

    def _turn(self, session: Session, name: str, *, opening: bool) -> None:
        def done(turned: Turned) -> None:
            self.say(turned_words(name, turned))
            self.refresh_data()

        self.write(
            lambda: turn_house(self.naho, session, opening=opening), done, group="turn the house"
        )


_LETTERS: Final = frozenset(b.action for b in SessionsScreen.BINDINGS if isinstance(b, Binding))
