"""Accueil beside the journal's watch: an entry that was read back is not added again."""

from __future__ import annotations

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.tui.screens.door import DoorScreen
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle


async def test_a_key_whose_entry_was_read_back_first_counts_once(
    naho: Naho, app: AppFactory
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DoorScreen)
        visit = naho.capture.add_visit("lens", role="medecin", actor=Actor.WALL)
        version = naho.store.version
        screen._show(screen._writes.read())
        screen._take(screen._counted, version, visit)
        assert screen.grid.total == 1


async def test_a_key_whose_entry_was_not_read_yet_counts_at_once(
    naho: Naho, app: AppFactory
) -> None:
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DoorScreen)
        screen._show(screen._writes.read())
        shown = naho.store.version
        visit = naho.capture.add_visit("lens", role="medecin", actor=Actor.WALL)
        assert naho.store.version > shown
        before = screen.grid.total
        screen._take(screen._counted, naho.store.version, visit)
        assert screen.grid.total == before + 1
