"""Accueil: who comes in? One key a person, big figures, the last one can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Visit
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wording import long_day, number
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.screens.door_forms import people_form, total_form
from naho_feedback.tui.screens.door_words import cell_words, declared_words, entry_words
from naho_feedback.tui.screens.door_writes import DoorWrites, Standing, Stored
from naho_feedback.tui.screens.wall_writes import write_in_order
from naho_feedback.tui.widgets.door_grid import DoorGrid
from naho_feedback.tui.widgets.figures import big
from naho_feedback.tui.words import line

R = TypeVar("R")


class DoorScreen(NahoScreen):
    """The counting screen of today; figures are exact, as this is where they are made.

    Args:
        naho: the workspace's services.
    """

    CSS_PATH = "door.tcss"
    AUTO_FOCUS = "DoorGrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the keys that follow, which belong into the form and must not count.
        Binding("ctrl+t", "total", N_("Total"), priority=True),
        Binding("ctrl+u", "people", N_("People"), priority=True),
    ]

    grid: getters.query_one[DoorGrid] = getters.query_one(DoorGrid)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._writes = DoorWrites(naho)
        self._written = -1
        self._shown = -1
        self._day = ""
        self._lost: list[str] = []

    # ---- what is shown -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the total, the table and the last entry."""
        programme = self.naho.programme
        with Horizontal(id="door-top"):
            yield Static(id="door-total")
            yield Static(id="door-day")
            yield Static(id="door-people")
        yield DoorGrid(
            tuple((site.id, site.name) for site in programme.sites),
            tuple((role.id, str(role.name)) for role in programme.roles),
            self.naho.settings.keyboard,
        )
        yield Static(id="door-keyless", classes="quiet")
        yield Static(id="door-last")
        yield Static(id="door-wrong", classes="problem")

    def on_mount(self) -> None:
        """Say which cells have no key."""
        self._say_keyless()

    async def on_unmount(self) -> None:
        """Let every key pressed reach the journal before the screen is gone."""
        await self._writes.queue.finish()

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Door")

    def help(self) -> Help:
        """Explain counting."""
        return Help(
            _("Who comes in?"),
            (
                _(
                    "The letters lie on the keyboard as the cells lie in the table: one key, one "
                    "person. A click on a cell, or Enter where the cursor is, counts too."
                ),
                _(
                    "These are visits, not people: one person may come twice. They become people "
                    "only when the team declares it, with its ground; only then are they set "
                    "against the headcount."
                ),
                _(
                    "A total that was counted with a clicker or on paper is entered with its "
                    "source. What is shown here is exact; reports hide small groups."
                ),
            ),
        )

    def refresh_data(self) -> None:
        """Read the day again."""
        self.work(self._writes.read, self._show, group="door")

    def _show(self, standing: Standing) -> None:
        if standing.version < self._written:
            return  # read before our own last key; the store moved since and is read again
        self._shown = standing.version
        self._day = standing.counts.day
        last = standing.last
        marked = (last.site, last.role) if isinstance(last, Visit) else None
        self.grid.show(standing.counts.cells, marked)
        self._say_total()
        self.query_one("#door-people", Static).update(
            Content(declared_words(standing.counts.declared))
        )
        self._say_last(last)

    def _say_total(self) -> None:
        total = self.grid.total
        figure = Content.styled("\n".join(big(number(total))), "bold $accent")
        self.query_one("#door-total", Static).update(figure)
        words = ngettext("visit", "visits", total)
        day = long_day(dt.date.fromisoformat(self._day)) if self._day else ""
        self.query_one("#door-day", Static).update(
            Content.assemble("\n", (words, "bold"), "\n", (day, "$quiet"))
        )

    def _say_last(self, last: Stored | None) -> None:
        said = (
            _("Last: {entry}").format(entry=entry_words(self.naho.programme, last))
            if last
            else _("Nobody counted yet today. Press the key of a cell for each person.")
        )
        self.query_one("#door-last", Static).update(line(said))

    def _say_keyless(self) -> None:
        names = self.grid.without_key()
        said = _("No key left for: {names}. Use the arrows and Enter, or a click.").format(
            names=", ".join(names)
        )
        words = self.query_one("#door-keyless", Static)
        words.update(line(said))
        words.display = bool(names)

    async def language_changed(self) -> None:
        """Say everything again."""
        await super().language_changed()
        self._say_keyless()
        self.grid.focus()

    # ---- counting ------------------------------------------------------------------------

    @on(DoorGrid.Counted)
    def _count(self, message: DoorGrid.Counted) -> None:
        message.stop()
        site, role = message.site, message.role
        day = self.naho.clock.today().isoformat()  # that of the key, whatever waits before it
        self._write(
            partial(self._writes.count, site, role, day),
            self._counted,
            failed=partial(self._not_counted, cell_words(self.naho.programme, site, role)),
            doing="count",
        )

    def _counted(self, visit: Visit) -> None:
        if visit.day != self._day:  # midnight, or the first key before the day was read
            self.refresh_data()
            return
        if self._written > self._shown:  # else the day was read again with this entry in it
            self.grid.count(visit.site, visit.role, visit.count)
        self._say_total()
        self._say_last(visit)
        self._clear_wrong()

    def _not_counted(self, cell: str, error: NahoError) -> None:
        self._lost.append(cell)
        n = len(self._lost)
        said = ngettext(
            "{n} person was NOT counted: {cells}", "{n} people were NOT counted: {cells}", n
        )
        cells = ", ".join(dict.fromkeys(self._lost))
        self._say_wrong(f"{said.format(n=n, cells=cells)}. {error.message} {error.hint}")

    @on(DoorGrid.Missed)
    def _missed(self, message: DoorGrid.Missed) -> None:
        message.stop()
        if not self._lost:
            self._say_wrong(_("No cell has the key {key}.").format(key=message.key))

    @on(DoorGrid.UndoAsked)
    def _undo(self, message: DoorGrid.UndoAsked) -> None:
        message.stop()
        self._write(self._writes.take_back, self._taken_back, doing="undo")

    def _taken_back(self, taken: Stored) -> None:
        entry = entry_words(self.naho.programme, taken)
        self.refresh_data()
        self.query_one("#door-wrong", Static).update(
            line(_("Taken back: {entry}").format(entry=entry))
        )

    def _write(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        doing: str,
        failed: Callable[[NahoError], None] | None = None,
    ) -> None:
        """Call a service after all keys pressed before; results come back in that order."""
        write_in_order(
            self,
            self._writes.queue,
            task,
            partial(self._take, then),
            failed or self._refused,
            doing=doing,
        )

    def _take(self, then: Callable[[R], None], version: int, result: R) -> None:
        self._written = max(self._written, version)
        then(result)

    def _refused(self, error: NahoError) -> None:
        self._say_wrong(f"{error.message} {error.hint}")
        self.refresh_data()

    def _say_wrong(self, text: str) -> None:
        self.query_one("#door-wrong", Static).update(line(text))

    def _clear_wrong(self) -> None:
        if not self._lost:  # who was not counted stays told
            self._say_wrong("")

    # ---- totals and people ---------------------------------------------------------------

    def action_total(self) -> None:
        """Enter a total that was counted elsewhere."""
        self.app.push_screen(total_form(self.naho, self._writes), self._stored)

    def action_people(self) -> None:
        """Declare that entries are different people."""
        self.app.push_screen(people_form(self.naho, self._writes), self._stored)

    def _stored(self, stored: Stored | None) -> None:
        if stored is not None:
            self._clear_wrong()
            self.refresh_data()
