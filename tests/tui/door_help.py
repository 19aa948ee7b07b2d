"""Standing at the door in a test."""

from __future__ import annotations

from typing import Any

import msgspec
from textual.pilot import Pilot
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.programme import Programme, Role, Site
from naho_feedback.domain.responses import Visit
from naho_feedback.i18n import Localized
from naho_feedback.tui.screens.door import DoorScreen
from tests.tui.seeing import settle


def use(naho: Naho, *, keyboard: str = "azerty", programme: Programme | None = None) -> None:
    """Give the workspace another keyboard and programme, before anything was made of them."""
    assert "capture" not in naho.__dict__
    naho.programme = programme or naho.programme
    naho.settings = msgspec.structs.replace(
        naho.settings, keyboard=keyboard, programme=naho.programme
    )


def wide(naho: Naho, sites: int, roles: int) -> Programme:
    return msgspec.structs.replace(
        naho.programme,
        sites=tuple(Site(id=f"s{n}", name=f"Site {n}") for n in range(sites)),
        roles=tuple(
            Role(id=f"r{n}", name=Localized(f"Métier {n}", f"Role {n}")) for n in range(roles)
        ),
        headcounts=(),
        go_lives=(),
        super_users=(),
        team=(),
    )


def entries(naho: Naho) -> list[tuple[str, str, int]]:
    return [(visit.site, visit.role, visit.count) for visit in naho.store.all(Visit)]


async def at_the_door(pilot: Pilot[Any]) -> DoorScreen:
    await pilot.press("f2")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, DoorScreen)
    return screen


def words(screen: DoorScreen, id: str) -> str:
    """Return what a line of the screen says, however it is broken."""
    line = screen.query_one(f"#{id}", Static)
    assert line.display
    return str(line.content)


async def written(pilot: Pilot[Any], screen: DoorScreen) -> None:
    """Wait until every key pressed is written and shown."""
    await pilot.pause()
    await screen._writes.queue.idle()
    await settle(pilot)
