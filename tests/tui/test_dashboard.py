"""Tableau de bord: tiles of plugins, live, each failing alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.catalogue import Problem
from naho_feedback.contracts.plugins import (
    Panel,
    PanelData,
    PanelLine,
    WorkspaceStatus,
    hookimpl,
)
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.views import View
from naho_feedback.tui.messages import Finished
from naho_feedback.tui.screens.dashboard import DashboardScreen
from naho_feedback.tui.widgets.tile import Tile
from tests.tui.conftest import AppFactory
from tests.tui.seeing import rows, seen, settle

Said = Callable[[View, WorkspaceStatus], object]


class _Panel(Panel):
    def __init__(self, name: str, said: Said, *, order: int = 100, screen: str = "") -> None:
        self.name = name  # type: ignore[misc]
        self.order = order  # type: ignore[misc]
        self.screen = screen  # type: ignore[misc]
        self._said = said

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        return self._said(view, status)  # type: ignore[return-value]


def _bring(naho: Naho, *panels: Panel) -> None:
    class Plugin:
        @hookimpl
        def register_panels(self) -> list[Panel]:
            return list(panels)

    naho.plugins.register(Plugin(), "test")


def _notes(view: View, _status: WorkspaceStatus) -> PanelData:
    assert view.audience == Audience.MANAGER
    return PanelData(
        title="Post-it", lines=(PanelLine(label="écrits", value=str(view.summary.notes)),)
    )


def _fails(_view: View, _status: WorkspaceStatus) -> PanelData:
    msg = "Mme Martin"
    raise RuntimeError(msg)


def _exits(_view: View, _status: WorkspaceStatus) -> PanelData:
    raise SystemExit(3)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_bundled_tiles_fit_an_empty_workspace(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """The tiles that come with the product say what to do where there is nothing."""
    import naho_panels

    naho.plugins.register(naho_panels, "panels")
    async with app().run_test(size=size) as pilot:
        await settle(pilot)
        assert len(pilot.app.screen.query(Tile)) == len(naho.plugins.panels()) > 0
        assert naho.plugins.problems == ()
        assert all(len(row) <= size[0] for row in rows(pilot.app))


async def test_tiles_stand_in_their_order_whoever_answers_first(
    naho: Naho, app: AppFactory
) -> None:
    """A slow panel does not move to the end."""

    def slowly(_view: View, _status: WorkspaceStatus) -> PanelData:
        time.sleep(0.2)
        return PanelData(title="Lente", empty="rien")

    _bring(
        naho,
        _Panel("b", _notes, order=20),
        _Panel("a", slowly, order=10),
        _Panel("c", _notes, order=30),
    )
    async with app().run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        assert [tile.name for tile in pilot.app.screen.query(Tile)] == ["a", "b", "c"]


async def test_a_panel_that_fails_is_listed_and_the_others_work(
    naho: Naho, app: AppFactory
) -> None:
    """Raising, exiting and returning nonsense; the exception's words are not shown."""
    _bring(
        naho,
        _Panel("good", _notes),
        _Panel("raises", _fails),
        _Panel("exits", _exits),
        _Panel("nonsense", lambda _view, _status: "text"),
    )
    async with app().run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        painted = seen(pilot.app)
        assert "écrits" in painted
        assert "Martin" not in painted
        for name, error in (
            ("raises", "RuntimeError"),
            ("exits", "SystemExit"),
            ("nonsense", "TypeError"),
        ):
            assert Problem(plugin=name, doing="data", error=error) in naho.plugins.problems
            said = f"{name} a échoué (chiffres de sa tuile)\u00a0: {error}"
            assert any(said in row for row in painted.split("\n"))


async def test_a_tile_that_begins_to_fail_goes_away(naho: Naho, app: AppFactory) -> None:
    """Its last figures would be taken for today's."""

    def until_notes(view: View, status: WorkspaceStatus) -> PanelData:
        return _fails(view, status) if view.summary.notes else _notes(view, status)

    _bring(naho, _Panel("moody", until_notes))
    session = naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert pilot.app.screen.query(Tile)
        naho.capture.add_note(session, "", "Trop de clics")
        deadline = time.monotonic() + 10
        while pilot.app.screen.query(Tile):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)


async def test_tiles_are_live(naho: Naho, app: AppFactory) -> None:
    """A note that arrives is counted without a key being pressed."""
    _bring(naho, _Panel("notes", _notes))
    session = naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        tile = pilot.app.screen.query_one(Tile)
        assert tile.data.lines[0].value == "0"
        naho.capture.add_note(session, "", "Trop de clics")
        deadline = time.monotonic() + 10
        while tile.data.lines[0].value != "1":
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)


async def test_enter_and_a_click_open_the_screen_behind_a_tile(naho: Naho, app: AppFactory) -> None:
    """A panel that calls the questionnaires ``survey`` means our screen of them."""
    _bring(
        naho,
        _Panel("one", _notes, order=1, screen="survey"),
        _Panel("two", _notes, order=2, screen="summary"),
    )
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.current_mode == "kiosk"
        await pilot.press("f10")
        await settle(pilot)
        await pilot.click(list(pilot.app.screen.query(Tile))[1])
        await settle(pilot)
        assert pilot.app.current_mode == "summary"


async def test_a_tile_of_an_unknown_screen_opens_nothing(naho: Naho, app: AppFactory) -> None:
    """A plugin may name a screen that this version has not."""
    _bring(naho, _Panel("odd", _notes, screen="no-such-screen"))
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await pilot.click(Tile)
        await settle(pilot)
        assert pilot.app.current_mode == "dashboard"


@pytest.mark.parametrize(("width", "columns"), [(80, 1), (120, 2)])
async def test_tiles_stand_in_as_many_columns_as_fit(
    naho: Naho, app: AppFactory, width: int, columns: int
) -> None:
    """One column at 80 cells, two from 100 on."""
    _bring(naho, *(_Panel(f"p{i}", _notes, order=i) for i in range(4)))
    async with app().run_test(size=(width, 40)) as pilot:
        await settle(pilot)
        lefts = {tile.region.x for tile in pilot.app.screen.query(Tile)}
        assert len(lefts) == columns


async def test_a_result_that_comes_while_the_page_is_laid_out_anew_is_let_go(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DashboardScreen)
        usual = screen.recompose

        async def slowly() -> None:
            await screen.query("#problems").remove()
            screen.post_message(Finished(lambda _none: screen._show_problems(), None))
            await pilot.pause()
            await usual()

        monkeypatch.setattr(screen, "recompose", slowly)
        await screen.language_changed()
        await settle(pilot)
        assert screen.query("#problems")
        assert "Tableau de bord" in seen(pilot.app)
