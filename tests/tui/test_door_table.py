"""Accueil: more cells than fit, hostile names, languages, quitting, and the arithmetic."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.programme import Role, Site
from naho_feedback.domain.responses import Visit
from naho_feedback.i18n import Localized
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.widgets.door_keys import cell_of, key_of
from naho_feedback.tui.widgets.door_layout import Table, broken, room
from naho_feedback.tui.widgets.figures import big
from tests.tui.conftest import AppFactory
from tests.tui.door_help import at_the_door, entries, use, wide, words, written
from tests.tui.seeing import rows, seen, settle

SIZES = [(80, 24), (120, 40)]


# ---- more cells than fit, hostile names -----------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)])
async def test_five_sites_and_six_roles_can_all_be_counted(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """The fifth site has no key, is told so, and counts by arrows and Enter."""
    use(naho, programme=wide(naho, 5, 6))
    async with app().run_test(size=size) as pilot:
        screen = await at_the_door(pilot)
        assert screen.grid.without_key() == ("Site 4",)
        assert "Site 4" in words(screen, "door-keyless")
        await pilot.press("y", "n", *["down"] * 6, *["right"] * 6, "enter")
        await written(pilot, screen)
        assert entries(naho) == [("s0", "r5", 1), ("s2", "r5", 1), ("s4", "r5", 1)]
        painted = rows(pilot.app)
        assert any("Site 4" in row and "1◂" in row for row in painted) or size[1] >= 40
        assert all(len(row) <= size[0] for row in painted)


async def test_twelve_sites_and_twelve_roles_scroll_after_the_cursor(
    naho: Naho, app: AppFactory
) -> None:
    use(naho, programme=wide(naho, 12, 12))
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press(*["down"] * 11, *["right"] * 11, "space")
        await written(pilot, screen)
        assert entries(naho) == [("s11", "r11", 1)]
        assert "Site 11" in seen(pilot.app)
        assert "Site 0" not in [row.split("  ")[0].strip() for row in rows(pilot.app)]
        await pilot.press("a")
        await written(pilot, screen)
        assert entries(naho)[-1] == ("s0", "r0", 1)
        assert "[a]" in seen(pilot.app)


HOSTILE = ["[@click=app.quit]x[/]", "[/]", "\x1b[31mrouge\x07", "a\u202eb\n\tc", "病" * 40, "[b"]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_are_shown_and_do_nothing(
    naho: Naho, app: AppFactory, name: str, size: tuple[int, int]
) -> None:
    programme = wide(naho, 2, 2)
    programme = msgspec.structs.replace(
        programme,
        sites=(Site(id="x", name=name), programme.sites[1]),
        roles=(Role(id="y", name=Localized(name, name)), programme.roles[1]),
    )
    use(naho, programme=programme)
    naho.capture.add_visit("x", role="y", source=name)
    async with app().run_test(size=size, notifications=True, tooltips=True) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("a", "ctrl+z")
        await written(pilot, screen)
        await pilot.press("ctrl+t")
        await settle(pilot)
        await pilot.press("3", "enter")
        await written(pilot, screen)
        painted = rows(pilot.app)
        assert "\x1b" not in "".join(painted)
        assert "\u202e" not in "".join(painted)
        assert screen.grid.total == 3


async def test_a_site_that_the_programme_no_longer_has_keeps_its_row(
    naho: Naho, app: AppFactory
) -> None:
    """The total holds it, so the table must."""
    naho.capture.add_visit("lens", role="autre", count=3)
    programme = naho.programme
    naho.programme = msgspec.structs.replace(programme, sites=programme.sites[1:])
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        assert screen.grid.total == 3
        assert any(row.strip().startswith("lens") for row in rows(pilot.app))


async def test_another_language_is_spoken_and_counting_goes_on(naho: Naho, app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        assert isinstance(pilot.app, NahoApp)
        screen = await at_the_door(pilot)
        await pilot.app.use_language("en")
        await settle(pilot)
        await pilot.press("a")
        await written(pilot, screen)
        assert "Doctor, Lens" in seen(pilot.app)
        assert "visit" in seen(pilot.app)


async def test_every_key_pressed_reaches_the_journal_when_one_quits(tmp_path: Path) -> None:
    """Also those that still waited in the queue."""
    from naho_feedback.workspace import init_workspace

    root = init_workspace(tmp_path / "w").root
    naho = _open(root)
    try:
        async with NahoApp(naho).run_test(size=(80, 24)) as pilot:
            await at_the_door(pilot)
            for key in "azertqsdfg":
                pilot.app.simulate_key(key)
            await pilot.pause()
    finally:
        naho.close()
    again = _open(root)
    assert again.store.count(Visit) == 10
    again.close()


def _open(root: Path) -> Naho:
    from naho_feedback.workspace import read_workspace

    return Naho(read_workspace(root), plugins=False)


# ---- arithmetic ----------------------------------------------------------------------------


@pytest.mark.parametrize("keyboard", ["azerty", "qwerty"])
def test_every_key_leads_to_its_cell_and_no_two_to_one(keyboard: str) -> None:
    keys = {(r, c): key_of(keyboard, r, c) for r in range(5) for c in range(11)}
    named = {cell: key for cell, key in keys.items() if key}
    assert len(named) == 40
    assert {cell: cell_of(keyboard, key) for cell, key in named.items()} == {c: c for c in named}
    assert cell_of(keyboard, None) is None
    assert cell_of(keyboard, "ab") is None


@pytest.mark.parametrize("width", range(20, 160, 7))
@pytest.mark.parametrize("height", [3, 8, 12, 20, 40])
def test_the_table_never_asks_for_more_room_than_there_is(width: int, height: int) -> None:
    for rows_, columns in ((1, 1), (4, 5), (5, 6), (12, 12)):
        space = room(Table(names=14, digits=3, rows=rows_, columns=columns), width, height)
        assert space.name + 1 + space.columns * space.cell + space.total <= width
        assert space.rows == 1 or space.header + space.rows * space.line <= height + 1


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Autre", ("", "Autre")),
        ("Médico-technique", ("Médico-", "technique")),
        ("Administratif ou technique", ("Administ-", "ratif ou…")),
        ("病病病病病病", ("病病病病-", "病病")),
    ],
)
def test_names_of_roles_break_where_they_can(name: str, lines: tuple[str, str]) -> None:
    assert broken(name, 9) == lines


def test_figures_are_three_lines_of_one_width() -> None:
    for figure in ("0", "148", "−12", "1\u00a0234"):
        lines = big(figure)
        assert len(lines) == 3
        assert len({len(line) for line in lines}) == 1
