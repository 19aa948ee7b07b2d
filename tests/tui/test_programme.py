"""Programme: every part added, changed and removed on the screen; the file stays the truth."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from naho_feedback.bootstrap import Naho
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_parts import KINDS
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.screens.door import DoorScreen
from naho_feedback.tui.screens.form import FormScreen
from naho_feedback.tui.screens.programme import PartTable, ProgrammeScreen
from naho_feedback.tui.screens.programme_rows import column_widths, part_columns, part_rows
from naho_feedback.tui.widgets.stepper import Stepper
from naho_feedback.workspace import read_workspace
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, rows, seen, settle, toasts

SIZES = [(80, 24), (120, 40)]


@asynccontextmanager
async def at_the_programme(
    app: AppFactory, size: tuple[int, int] = (80, 24), section: str = "site"
) -> AsyncIterator[Pilot[Any]]:
    async with app().run_test(size=size, notifications=True, tooltips=True) as pilot:
        await pilot.press("ctrl+r")
        await settle(pilot)
        await pilot.press(*["right"] * [kind.name for kind in KINDS].index(section))
        await settle(pilot)
        yield pilot


def toml(naho: Naho) -> Path:
    return naho.workspace.root / "naho.toml"


def screen_of(pilot: Pilot[Any]) -> ProgrammeScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ProgrammeScreen)
    return screen


def wrong(pilot: Pilot[Any]) -> str:
    id_ = "#form-wrong" if isinstance(pilot.app.screen, FormScreen) else "#wrong"
    return str(pilot.app.screen.query_one(id_, Static).content)


async def fill(pilot: Pilot[Any], **values: str) -> None:
    """Type into the form in front, then keep it."""
    form = pilot.app.screen
    assert isinstance(form, FormScreen), seen(pilot.app)
    for id_, value in values.items():
        field = form.query_one(f"#{id_}")
        if isinstance(field, Stepper):
            field.value = value
        else:
            assert isinstance(field, Input)
            field.value = value
    await pilot.press("enter")
    await settle(pilot)


# ---- showing -------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_every_section_shows_its_parts(
    naho: Naho, app: AppFactory, size: tuple[int, int], kind: Any
) -> None:
    async with at_the_programme(app, size, kind.name) as pilot:
        painted = seen(pilot.app)
        assert _(kind.title) in painted
        table = pilot.app.screen.query_one(PartTable)
        assert table.row_count == len(kind.parts(naho.programme))
        assert table.virtual_size.width <= size[0]
        assert all(len(row) <= size[0] for row in rows(pilot.app))
        assert "n@hô · Numérique à l'hôpital" in painted


async def test_the_place_is_in_the_palette_and_in_the_footer_of_the_dashboard(
    app: AppFactory,
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert f"^r {_('Programme')}" in key_words(pilot.app)
        assert f"F1 {_('Help')}" in key_words(pilot.app)


async def test_sections_are_reached_by_arrows_and_by_a_click(app: AppFactory) -> None:
    async with at_the_programme(app) as pilot:
        await pilot.press("left")
        await settle(pilot)
        assert "aides-soignants" in seen(pilot.app)
        (y,) = (i for i, row in enumerate(rows(pilot.app)) if _("Roles") in row)
        await pilot.click(offset=(rows(pilot.app)[y].index(_("Roles")) + 1, y))
        await settle(pilot)
        assert "Médico-technique" in seen(pilot.app)


# ---- changing ------------------------------------------------------------------------------

NEW: dict[str, dict[str, str]] = {
    "site": {"name": "Arras"},
    "role": {"name": "Brancardier"},
    "workshop": {"name": "Café", "kind": "permanence", "format": "mur-libre"},
    "headcount": {"site": "lens", "count": "1 120", "date": "01/02/2018", "source": "RH"},
    "go-live": {"site": "lens", "date": "01/03/2019", "functions": "bloc, urgences"},
    "milestone": {"go_live": "2", "name": "Répétition"},
    "super-users": {
        "unit": "SSR",
        "site": "lens",
        "target": "4",
        "trained": "1",
        "date": "01/02/2018",
    },
    "team": {"profession": "pharmaciens", "count": "2"},
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_a_part_is_added_on_the_screen_and_the_app_goes_on_with_it(
    naho: Naho, app: AppFactory, kind: Any
) -> None:
    """Nobody edits the file, and nobody starts anew."""
    before = len(kind.parts(naho.programme))
    async with at_the_programme(app, section=kind.name) as pilot:
        await pilot.press("n")
        await settle(pilot)
        await fill(pilot, **NEW[kind.name])
        assert len(kind.parts(naho.programme)) == before + 1
        assert pilot.app.screen.query_one(PartTable).row_count == before + 1
    assert read_workspace(naho.workspace.root).settings.programme == naho.programme


async def test_a_new_site_has_its_row_at_the_door(naho: Naho, app: AppFactory) -> None:
    """Also on a door that was shown before."""
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("f2")
        await settle(pilot)
        await pilot.press("a", "ctrl+r")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await fill(pilot, name="Arras")
        await pilot.press("f2")
        await settle(pilot)
        door = pilot.app.screen
        assert isinstance(door, DoorScreen)
        assert any(row.strip().startswith("Arras") for row in rows(pilot.app))
        assert door.grid.has_focus
        assert door.grid.total == 1


async def test_a_part_is_changed_by_enter(naho: Naho, app: AppFactory) -> None:
    before = toml(naho).read_text("utf-8")
    async with at_the_programme(app, section="go-live") as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.query_one("#date", Input).value == "01/03/2018"
        await fill(pilot, date="15/03/2018")
        assert "15/03/2018" in seen(pilot.app)
    after = toml(naho).read_text("utf-8")
    assert after == before.replace("date = 2018-03-01", "date = 2018-03-15")


async def test_a_part_is_removed_after_a_yes(naho: Naho, app: AppFactory) -> None:
    async with at_the_programme(app, section="super-users") as pilot:
        for answer, left in (("escape", 3), ("enter", 2)):
            await pilot.press("delete")
            await settle(pilot)
            assert isinstance(pilot.app.screen, ConfirmScreen)
            await pilot.press(answer)
            await settle(pilot)
            assert len(naho.programme.super_users) == left


async def test_a_site_that_something_names_is_kept_and_that_is_said(
    naho: Naho, app: AppFactory
) -> None:
    async with at_the_programme(app) as pilot:
        await pilot.press("delete")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert len(naho.programme.sites) == 4
        assert _("Headcounts, go-lives or super-users name it.") in "".join(toasts(pilot.app))


async def test_name_and_title_change_in_every_header(naho: Naho, app: AppFactory) -> None:
    async with at_the_programme(app) as pilot:
        await pilot.press("t")
        await settle(pilot)
        await fill(pilot, name="Demain", title="Hôpital de demain", title_en="")
        assert "Demain" in rows(pilot.app)[0]
        await pilot.press("f5")
        await settle(pilot)
        assert "Demain" in rows(pilot.app)[0]
    assert naho.programme.title.en == "Hôpital de demain"


async def test_what_is_wrong_is_said_in_the_form_and_nothing_typed_is_lost(
    naho: Naho, app: AppFactory
) -> None:
    before = toml(naho).read_bytes()
    async with at_the_programme(app, section="headcount") as pilot:
        await pilot.press("n")
        await settle(pilot)
        await fill(pilot, count="beaucoup", date="01/02/2018", source="RH")
        assert isinstance(pilot.app.screen, FormScreen)
        assert _("Type a whole number, such as 148.") in wrong(pilot)
        assert pilot.app.screen.query_one("#count", Input).value == "beaucoup"
        await fill(pilot, count="0")
        assert _("A headcount is at least 1.") in wrong(pilot)
        assert toml(naho).read_bytes() == before


async def test_a_milestone_needs_a_go_live(naho: Naho, app: AppFactory) -> None:
    from naho_feedback.services.programme_parts import GoLiveKind

    for word in ("4", "3", "2", "1"):
        naho.editing.remove(GoLiveKind(), word)
    naho.reload()
    async with at_the_programme(app, section="milestone") as pilot:
        assert _("None yet. Press n to add the first one.") in seen(pilot.app)
        await pilot.press("n", "delete", "enter")
        await settle(pilot)
        assert toasts(pilot.app) == [_("Add a go-live first.")]


# ---- the file is the truth -----------------------------------------------------------------


async def test_what_an_editor_wrote_is_taken_over_and_said(naho: Naho, app: AppFactory) -> None:
    async with at_the_programme(app) as pilot:
        text = toml(naho).read_text("utf-8")
        toml(naho).write_text(text.replace('name = "Lens"', 'name = "Lens-Ville"'), "utf-8")
        screen_of(pilot).refresh_data()
        await settle(pilot)
        assert "Lens-Ville" in seen(pilot.app)
        assert naho.programme.sites[0].name == "Lens-Ville"
        assert toasts(pilot.app) == [
            _("naho.toml was changed on the disk; the app goes on with it.")
        ]


async def test_a_change_meanwhile_is_said_in_the_form_and_not_overwritten(
    naho: Naho, app: AppFactory
) -> None:
    async with at_the_programme(app) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        theirs = toml(naho).read_bytes() + b"# theirs\n"
        toml(naho).write_bytes(theirs)
        await fill(pilot, name="Mien")
        said = _("naho.toml was changed on the disk meanwhile; nothing was overwritten.")
        assert said in wrong(pilot)
        assert toml(naho).read_bytes() == theirs
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await fill(pilot, name="Mien")
        assert toml(naho).read_bytes() == theirs.replace(b'"Lens"', b'"Mien"', 1)


async def test_a_broken_file_is_told_with_its_line_and_the_last_good_one_stays(
    naho: Naho, app: AppFactory
) -> None:
    async with at_the_programme(app) as pilot:
        good = toml(naho).read_text("utf-8")
        toml(naho).write_text(good.replace('id = "lens"', 'id = "Lens !"', 1), "utf-8")
        screen_of(pilot).refresh_data()
        await settle(pilot)
        line = good[: good.index('id = "lens"')].count("\n") + 1
        assert f"naho.toml:{line}:" in wrong(pilot)
        assert "Béthune" in seen(pilot.app)
        await pilot.press("n", "enter", "delete", "t")
        await settle(pilot)
        screen_of(pilot)
        toml(naho).write_text(good, "utf-8")
        screen_of(pilot).refresh_data()
        await settle(pilot)
        assert wrong(pilot) == ""
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FormScreen)


HOSTILE = ["[@click=app.quit]x[/]", "[/]", "\x1b[31mrouge\x07", "a\u202eb", "病" * 60, "[b", '"\\']


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", SIZES)
async def test_hostile_names_come_back_as_typed_and_do_nothing(
    naho: Naho, app: AppFactory, name: str, size: tuple[int, int]
) -> None:
    from naho_feedback.services.programme_parts import SiteKind

    naho.editing.add(SiteKind(), {"name": name})
    naho.reload()
    assert naho.programme.sites[-1].name == name
    async with at_the_programme(app, size) as pilot:
        await pilot.press("down", "down", "down", "down", "enter")
        await settle(pilot)
        await pilot.press("escape", "delete")
        await settle(pilot)
        painted = "".join(rows(pilot.app))
        assert "\x1b" not in painted
        assert "\u202e" not in painted
        await pilot.press("enter")
        await settle(pilot)
        assert len(naho.programme.sites) == 4
        assert isinstance(pilot.app, NahoApp)


async def test_another_language_keeps_the_section(app: AppFactory) -> None:
    async with at_the_programme(app, section="role") as pilot:
        assert isinstance(pilot.app, NahoApp)
        await pilot.app.use_language("en")
        await settle(pilot)
        assert "Name in English" in seen(pilot.app)
        assert pilot.app.screen.query_one(PartTable).has_focus


# ---- going on without a new start ----------------------------------------------------------


def test_reloading_keeps_the_journal_and_makes_the_rest_anew(naho: Naho) -> None:
    session = naho.capture.open_session("post-it", "lens")
    store, capture = naho.store, naho.capture
    text = toml(naho).read_text("utf-8")
    toml(naho).write_text(text.replace('id = "autre"', 'id = "divers"'), "utf-8")
    naho.reload()
    assert naho.store is store
    assert naho.capture is not capture
    assert naho.capture.current_session() == session
    assert naho.capture.add_visit("lens", role="divers").role == "divers"


def test_a_broken_file_changes_nothing_when_reloading(naho: Naho) -> None:
    from naho_feedback.errors import FileError

    capture, programme = naho.capture, naho.programme
    toml(naho).write_text("label = 3\n", "utf-8")
    with pytest.raises(FileError, match=r"naho\.toml:1"):
        naho.reload()
    assert naho.capture is capture
    assert naho.programme is programme


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_columns_give_way_until_they_stand_side_by_side(naho: Naho, width: int) -> None:
    for kind in KINDS:
        parts = part_rows(kind, naho.programme)
        widths = column_widths(part_columns(kind), parts, width)
        assert sum(widths) + 2 * len(widths) <= width or max(widths) <= 8
