"""Tableau de bord: where do we stand? Every tile is a panel that a plugin brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.damage import damage_sentences
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.places import PLACES
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.widgets.header import NahoHeader
from naho_feedback.tui.widgets.tile import Tile
from naho_feedback.tui.widgets.tiles_awaited import TilesAwaited

if TYPE_CHECKING:  # the first frame needs no plugin
    from naho_feedback.contracts.plugins import Panel, PanelData, WorkspaceStatus
    from naho_feedback.domain.views import View

_ALIASES: Final = {"survey": "kiosk"}
"""Panels call the questionnaires ``survey``."""

_OPENS: Final = frozenset({place.name for place in PLACES} | set(_ALIASES))


@dataclass(frozen=True)
class _Figures:
    """What all panels are given."""

    panels: tuple[Panel, ...]
    view: View
    status: WorkspaceStatus


class DashboardScreen(NahoScreen):
    """The first screen: figures of the week, live; each tile opens the screen behind it."""

    # Its sheet, dashboard.tcss, is loaded by the app.
    day_later = True
    all_keys = True  # whoever begins here must see every way there is

    _tiles = query_one("#tiles", Grid)
    _problems = query_one("#problems", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._focused_first: Tile | None = None

    def body(self) -> ComposeResult:
        """Yield the grid of tiles, what stands there until they come, and what failed."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield TilesAwaited()
            yield Grid(id="tiles")
            yield Static(id="problems", classes="problem")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Dashboard")

    def help(self) -> Help:
        """Say what the tiles are."""
        tiles = _(
            "Each tile shows a few figures as they are now. Tab or the arrows go from "
            "tile to tile, Enter opens the screen behind it."
        )
        if not self.naho.is_open:  # the journal knows what was promised
            return Help(_("Where do we stand?"), (tiles,))
        hidden = _(
            "Counts of fewer than {k} people are hidden, here as in every report. "
            "Notes and dots are counted exactly."
        ).format(k=self.naho.thresholds.k_score)
        return Help(_("Where do we stand?"), (tiles, hidden))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One cannot leave for where one is."""
        return False if action == "leave" else super().check_action(action, parameters)

    def refresh_data(self) -> None:
        """Fetch the figures, then ask each panel on its own: one that hangs holds up itself."""
        self.work(
            partial(_figures, self.naho),
            self._ask_panels,
            group="figures",
            failed=self._no_figures,
        )

    def _no_figures(self, error: NahoError) -> None:
        self._stop_waiting()
        self.say_error(error)

    def _ask_panels(self, figures: _Figures) -> None:
        for panel in figures.panels:
            self.work(
                partial(_asked, self.naho, panel, figures),
                partial(self._show_tile, panel, figures.panels),
                group=f"tile {panel.name}",
                failed=partial(self._tile_failed, panel),
            )
        if not figures.panels:
            self._stop_waiting()
            self._show_problems()
        for header in self.query(NahoHeader):
            self.call_after_refresh(header.fetch_day)

    def _show_tile(self, panel: Panel, panels: tuple[Panel, ...], data: PanelData) -> None:
        self._stop_waiting()
        self._show_problems()
        hint = _hint(panel.screen)
        for tile in self._tiles.query_children(Tile):
            if tile.name == panel.name:
                tile.show(data, hint)
                return
        screen = panel.screen if hint else ""
        tile = Tile(data, screen=screen, hint=hint, opens=_OPENS, name=panel.name)
        order = [other.name for other in panels]
        later = [
            other
            for other in self._tiles.query_children(Tile)
            if order.index(other.name or "") > order.index(panel.name)
        ]
        self._tiles.mount(tile, before=later[0] if later else None)
        # The first tile has the focus whoever answers first, until somebody moves it.
        first = self._focused_first
        if first is None or (first in later and self.focused in (None, first)):
            self._focused_first = tile
            tile.focus(scroll_visible=False)

    def _stop_waiting(self) -> None:
        self.query(TilesAwaited).remove()

    def _tile_failed(self, panel: Panel, _error: NahoError) -> None:
        self._stop_waiting()
        for tile in self._tiles.query_children(Tile):
            if tile.name == panel.name:
                tile.remove()  # stale figures would be believed
        self._show_problems()

    def _show_problems(self) -> None:
        """List what failed, and the plugins that wait for a yes."""
        from naho_feedback.services.id_words import doing_name

        plugins = self.naho.plugins
        said = damage_sentences(self.naho)
        said += [
            _("{plugin} failed ({doing}): {error}").format(
                plugin=problem.plugin, doing=doing_name(problem.doing), error=problem.error
            )
            for problem in plugins.problems
        ]
        said += [str(error) for error in self.naho.survey_errors]
        said += [
            _("{name} waits for your yes: naho plugin list").format(name=found.name)
            for found in plugins.waiting
        ]
        self._problems.update(Content("\n".join(f"! {one_line(text)}" for text in said)))
        self._problems.display = bool(said)

    @on(Tile.Opened)
    def _open(self, message: Tile.Opened) -> None:
        message.stop()
        self.post_message(GoTo(_ALIASES.get(message.screen, message.screen)))


def _hint(screen: str) -> str:
    """Return key and name of the screen that a panel names, ``""`` for one that is not there."""
    name = _ALIASES.get(screen, screen)
    return next((f"{place.shown} {_(place.label)}" for place in PLACES if place.name == name), "")


def _figures(naho: Naho) -> _Figures:
    """Return what all panels are given."""
    from naho_feedback.domain.audiences import Audience

    return _Figures(naho.plugins.panels(), naho.gate.view(Audience.MANAGER), naho.status())


def _asked(naho: Naho, panel: Panel, figures: _Figures) -> PanelData:
    """Return what a panel says; a failure becomes a listed problem.

    Raises:
        NahoError: if it failed; the problem is listed already.
    """
    from naho_feedback.contracts.catalogue import Problem
    from naho_feedback.contracts.plugins import PanelData

    try:
        data = panel.data(figures.view, figures.status)
        if not isinstance(data, PanelData):
            msg = f"{type(data).__name__} is no PanelData"
            raise TypeError(msg)
    except (Exception, SystemExit) as error:
        # Somebody else's code: its message might quote a record, so only the type is kept.
        naho.plugins.report(Problem(plugin=panel.name, doing="data", error=type(error).__name__))
        raise NahoError(_("The tile {name} failed.").format(name=panel.name)) from error
    return data
