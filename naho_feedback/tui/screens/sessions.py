"""Séances: which sittings were there, which are open, and the way to a new one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.coordinate import Coordinate
from textual.getters import query_one
from textual.widgets import DataTable, Input, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import folded, one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import clock_time, long_day, number
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.screens.new_session import NewSessionScreen, audience_words

_WIDE: Final = 100
"""From this width on there is room for whom a session addresses."""


@dataclass(frozen=True)
class Row:
    """One session as the list shows it; every text is one harmless line."""

    session: Session
    state: str
    title: str
    site: str
    opened: str
    notes: int
    audience: str

    def fits(self, words: str) -> bool:
        """Whether every word typed into the filter occurs, whatever its case and accents."""
        text = folded(f"{self.state} {self.title} {self.site} {self.opened} {self.audience}")
        return all(word in text for word in folded(words).split())


def session_rows(naho: Naho) -> list[Row]:
    """Return all sessions, the latest first, as the list shows them."""
    sessions = naho.capture.sessions()
    notes = Counter(note.session for note in naho.store.all(Note))
    return [_row(naho, session, notes[session.id]) for session in sessions]


def _row(naho: Naho, session: Session, notes: int) -> Row:
    opened = local_time(session.opened)
    return Row(
        session=session,
        state=_("open") if session.is_open else _("closed"),
        title=one_line(naho.capture.session_title(session)),
        site=one_line(naho.programme.site_name(session.site)),
        opened=_opened(opened, naho.clock.today()),
        notes=notes,
        audience=one_line(audience_words(session.audience)),
    )


def _opened(when: dt.datetime, today: dt.date) -> str:
    """Return day and time; the year only where it is not this one."""
    day = long_day(when.date())
    if when.year == today.year:
        day = day.removesuffix(f" {when.year}")
    return f"{day} {clock_time(when)}"


class SessionTable(DataTable[Text]):
    """The list; Enter opens the session under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Open on the wall")),
        Binding("down", "cursor_down", N_("Choose"), key_display="↑↓"),
    ]


class FilterLine(Input):
    """Where the filter is typed; Enter goes back to the list, Escape shows all again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "submit", N_("To the list"), key_display=N_("Enter")),
        Binding("escape", "screen.leave", N_("Show all")),
    ]


class SessionsScreen(NahoScreen):
    """The list of sessions, with a filter."""

    CSS_PATH = "sessions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", N_("New session")),
        Binding("c", "close_session", N_("Close")),
        Binding("slash", "filter", N_("Filter"), key_display="/"),
    ]

    _table = query_one("#sessions", SessionTable)
    _filter = query_one("#filter", FilterLine)
    _empty = query_one("#empty", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._rows: list[Row] = []
        self._shown: list[Row] = []
        self._wide = False

    def body(self) -> ComposeResult:
        """Yield filter, list and the sentence for an empty list."""
        hint = _("Filter: a workshop, a site, “open”…")
        yield FilterLine(placeholder=hint, id="filter", compact=True)
        yield SessionTable(id="sessions", cursor_type="row", zebra_stripes=False)
        yield Static(id="empty", classes="empty")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Sessions")

    def help(self) -> Help:
        """Say what a session is."""
        return Help(
            _("Which sessions were there, and which are open?"),
            (
                _(
                    "A session is one sitting of a workshop at a site; everything that is "
                    "collected belongs to one. The latest opened comes first."
                ),
                _(
                    "A closed session takes no more notes; its wall can still be read. Closing "
                    "is asked once."
                ),
            ),
        )

    def on_mount(self) -> None:
        """Name the columns."""
        self._filter.display = False
        self._name_columns()
        self._table.focus()

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        self._filter.display = False
        self._name_columns()

    def _name_columns(self) -> None:
        """Name the columns that there is room for."""
        self._wide = self.size.width >= _WIDE
        self._table.clear(columns=True)
        columns = {
            "state": _("State"),
            "title": _("Workshop"),
            "site": _("Site"),
            "notes": _("Notes"),
            "opened": _("Opened"),
        }
        if self._wide:
            columns["audience"] = _("For")
        for key, label in columns.items():
            self._table.add_column(Text(label), key=key)

    # ---- showing -------------------------------------------------------------------------

    def refresh_data(self) -> None:
        """Fetch the sessions."""
        self.work(partial(session_rows, self.naho), self._take, group="sessions")

    def _take(self, rows: list[Row]) -> None:
        self._rows = rows
        self._show()

    @on(Input.Changed, "#filter")
    def _show(self) -> None:
        """Show what fits the filter; the cursor stays on its session."""
        table = self._table
        before = self._chosen()
        self._shown = [row for row in self._rows if row.fits(self._filter.value)]
        if self._wide == (self.size.width >= _WIDE):
            table.clear()
        else:
            self._name_columns()
        titles = max(16, self.size.width - self._other_columns())
        for row in self._shown:
            table.add_row(*_cells(row, titles, wide=self._wide), key=row.session.id)
        ids = [row.session.id for row in self._shown]
        if before and before.session.id in ids:
            table.cursor_coordinate = Coordinate(ids.index(before.session.id), 0)
        table.display = bool(self._shown)
        self._empty.display = not self._shown
        text = (
            _("Nothing fits the filter.")
            if self._rows
            else _("No session yet. Press n to open the first one.")
        )
        self._empty.update(Content(text))
        if not table.display and self.focused is None:
            self._empty.focus()
        self.refresh_bindings()

    def _other_columns(self) -> int:
        """Return how many cells all columns but the workshop's take, margins included."""
        state = max(len(_("open")), len(_("closed"))) + 2
        notes = len(_("Notes"))
        sites = max((len(row.site) for row in self._shown), default=0)
        opened = max((len(row.opened) for row in self._shown), default=0)
        audience = max((len(row.audience) for row in self._shown), default=0)
        return state + notes + sites + opened + (audience + 2 if self._wide else 0) + 5 * 2 + 3

    def on_resize(self, _event: events.Resize) -> None:
        """Cut the cells for the new width."""
        if self._rows:
            self._show()

    def _chosen(self) -> Row | None:
        place = self._table.cursor_row
        return self._shown[place] if 0 <= place < len(self._shown) else None

    # ---- doing ---------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters work while the list has the focus; only an open session can be closed."""
        typing = self._filter.has_focus if self.is_mounted else False
        if action in ("new", "close_session", "filter") and typing:
            return False
        if action == "close_session":
            row = self._chosen() if self.is_mounted else None
            return row is not None and row.session.is_open
        if action == "filter":
            return bool(self._rows)
        return super().check_action(action, parameters)

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_filter(self) -> None:
        """Show the filter and type in it."""
        self._filter.display = True
        self._filter.focus()

    async def action_leave(self) -> None:
        """Put the filter away if it is there, else go back to the dashboard."""
        if self._filter.display:
            self._filter.value = ""
            self._filter.display = False
            self._table.focus()
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

    def action_new(self) -> None:
        """Fill in the form of a new session, then show its wall."""
        last = self._rows[0].session if self._rows else None
        self.app.push_screen(NewSessionScreen(self.naho, last), self._opened_new)

    def _opened_new(self, session: Session | None) -> None:
        if session is None:
            return
        if session.kind == SessionKind.EVENT:
            self.refresh_data()
        else:
            self.post_message(GoTo("wall", {"session_id": session.id}))

    def action_close_session(self) -> None:
        """Close the session under the cursor after asking once."""
        row = self._chosen()
        if row is None:
            return
        question = _("Close {session}?").format(session=f"{row.title} · {row.site}")
        detail = _("It takes no more notes; its wall can still be read.")
        self.app.push_screen(
            ConfirmScreen(question, detail), partial(self._close_if, row.session.id)
        )

    def _close_if(self, id: str, yes: bool | None) -> None:
        if yes:
            self.write(
                lambda: self.naho.capture.close_session(id, actor=Actor.WALL),
                lambda _session: self.refresh_data(),
                group="close session",
            )


def _cells(row: Row, titles: int, *, wide: bool) -> list[Text]:
    """Return the cells; the workshop's name is cut to ``titles`` cells."""
    open_ = row.session.is_open
    state = Text.assemble(("● " if open_ else "○ ", "bold" if open_ else ""), row.state)
    title = Text(row.title)
    title.truncate(titles, overflow="ellipsis")
    notes = Text(number(row.notes), justify="right")
    cells = [state, title, Text(row.site), notes, Text(row.opened)]
    return [*cells, Text(row.audience)] if wide else cells
