"""Accueil: one key a person, in order, durable; totals, people, taking back."""

from __future__ import annotations

from typing import Any

import pytest
from textual.widgets import Input

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.tui.screens.door import DoorScreen
from naho_feedback.tui.screens.form import FormScreen
from naho_feedback.tui.widgets.door_keys import cell_of
from naho_feedback.tui.widgets.figures import big
from naho_feedback.tui.widgets.stepper import Stepper
from tests.tui.conftest import AppFactory
from tests.tui.door_help import at_the_door, entries, use, words, written
from tests.tui.seeing import key_words, rows, seen, settle

SIZES = [(80, 24), (120, 40)]


# ---- counting ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_counts_one_person_at_once(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """Its cell, the total and the last entry say so; exactly, as this is where it is counted."""
    async with app().run_test(size=size, notifications=True) as pilot:
        screen = await at_the_door(pilot)
        assert "[a]" in seen(pilot.app)
        assert "Hénin-Beaumont" in seen(pilot.app)
        await pilot.press("z", "z", "x")
        await written(pilot, screen)
        assert entries(naho) == [
            ("lens", "paramedical", 1),
            ("lens", "paramedical", 1),
            ("henin-beaumont", "paramedical", 1),
        ]
        painted = seen(pilot.app)
        assert all(line in painted for line in big("3"))
        assert "Paramédical, Hénin-Beaumont" in painted
        assert all(len(row) <= size[0] for row in rows(pilot.app))
        for key in ("^z", "^t", "^u"):
            assert key in key_words(pilot.app)


AZERTY = [("a", 0, 0), ("t", 0, 4), ("q", 1, 0), ("w", 2, 0), ("b", 2, 4), ("&", 3, 0)]
AZERTY += [("é", 3, 1), ("1", 3, 0), ("(", 3, 4), ("A", 0, 0), ("É", 3, 1)]
QWERTY = [("q", 0, 0), ("t", 0, 4), ("a", 1, 0), ("z", 2, 0), ("b", 2, 4), ("1", 3, 0)]


@pytest.mark.parametrize(
    ("keyboard", "key", "row", "column"),
    [("azerty", *case) for case in AZERTY] + [("qwerty", *case) for case in QWERTY],
)
async def test_the_keys_lie_as_the_cells(
    naho: Naho, app: AppFactory, keyboard: str, key: str, row: int, column: int
) -> None:
    """Both keyboards; the fourth row on the digits, with and without shift."""
    use(naho, keyboard=keyboard)
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press(key)
        await written(pilot, screen)
        site, role = naho.programme.sites[row], naho.programme.roles[column]
        assert entries(naho) == [(site.id, role.id, 1)]


async def test_the_sign_of_a_digit_is_no_key_on_qwerty(naho: Naho, app: AppFactory) -> None:
    """``-`` is the key of 6 on AZERTY only."""
    use(naho, keyboard="qwerty")
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("-", "p", "_")
        await written(pilot, screen)
        assert entries(naho) == []
        assert "_" in rows(pilot.app)[-3]


async def test_a_burst_of_keys_loses_and_reorders_nothing(naho: Naho, app: AppFactory) -> None:
    """Thirty keys and two times back, faster than any is written."""
    keys = ["a", "s", "c", "r", "ctrl+z", "b", "1", "z", "z", "ctrl+z"] * 3
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        for key in keys:  # no pause in between: all of them wait in the queue
            pilot.app.simulate_key(key)
        await written(pilot, screen)
        ids = [(site.id, role.id) for site in naho.programme.sites for role in naho.programme.roles]
        wanted = ["a", "s", "c", "b", "1", "z"] * 3
        places = [cell_of("azerty", key) for key in wanted]
        assert entries(naho) == [
            (*ids[place[0] * 5 + place[1]], 1) for place in places if place is not None
        ]
        assert all(line in seen(pilot.app) for line in big(str(len(wanted))))


async def test_arrows_and_enter_count_where_the_cursor_is(naho: Naho, app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("down", "right", "right", "enter", "left", "space", *["up"] * 9, "space")
        await written(pilot, screen)
        assert entries(naho) == [
            ("bethune", "medico-technique", 1),
            ("bethune", "paramedical", 1),
            ("lens", "paramedical", 1),
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_counts_in_its_cell_and_nowhere_else(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    async with app().run_test(size=size) as pilot:
        screen = await at_the_door(pilot)
        painted = rows(pilot.app)
        (y,) = (i for i, row in enumerate(painted) if "[d]" in row)
        x = painted[y].index("[d]")
        await pilot.click(offset=(x + 1, y))
        await pilot.click(offset=(3, y))  # the site's name
        await pilot.click(offset=(x + 1, size[1] - 5))  # below the table
        await written(pilot, screen)
        assert entries(naho) == [("bethune", "medico-technique", 1)]


async def test_what_was_not_kept_is_told_until_one_leaves(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is shown as counted who is not; later keys do not hide it."""
    add_visit = naho.capture.add_visit

    def refuse(site: str, **rest: Any) -> Visit:
        if site == "bethune":
            raise StoreError("Disque plein.", "Faites de la place.")
        return add_visit(site, **rest)

    monkeypatch.setattr(naho.capture, "add_visit", refuse)
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("a", "q", "s", "a")
        await written(pilot, screen)
        assert screen.grid.total == 2
        said = words(screen, "door-wrong")
        assert "Disque plein. Faites de la place." in said
        assert "Médecin, Béthune, Paramédical, Béthune" in said


async def test_another_window_s_entries_appear(naho: Naho, app: AppFactory) -> None:
    naho.capture.add_visit("lens", role="autre", count=40)
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        assert screen.grid.total == 40
        naho.capture.add_visit("lens", role="autre", count=2)
        screen._refresh_if_moved()
        await settle(pilot)
        assert screen.grid.total == 42


# ---- taking back ---------------------------------------------------------------------------


async def test_taking_back_goes_from_the_last_own_key_backwards(
    naho: Naho, app: AppFactory
) -> None:
    """What somebody else counts beside it is not touched while there is one's own."""
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("a", "z")
        await written(pilot, screen)
        other = naho.capture.add_visit("la-bassee", count=9)
        await pilot.press("ctrl+z", "ctrl+z")
        await written(pilot, screen)
        assert [visit.id for visit in naho.store.all(Visit)] == [other.id]
        assert "La Bassée" in seen(pilot.app)
        await pilot.press("ctrl+z", "ctrl+z")
        await written(pilot, screen)
        assert entries(naho) == []
        assert _("There is nothing to undo.") in seen(pilot.app)


async def test_the_last_entry_can_be_taken_back_after_a_new_start(
    naho: Naho, app: AppFactory
) -> None:
    naho.capture.add_visit("lens", role="autre")
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("ctrl+z")
        await written(pilot, screen)
        assert entries(naho) == []


# ---- totals and people ---------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_total_is_entered_with_its_source(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """The difference to what was counted is stored, and foretold."""
    async with app().run_test(size=size, notifications=True) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("a", "z", "ctrl+t")
        await settle(pilot)
        await pilot.press("1", "4", "8")
        await settle(pilot)
        said = _("Counted so far: {there}. Afterwards: {after}.").format(there=2, after=148)
        assert said in seen(pilot.app)
        assert _("counted at the door") in seen(pilot.app)
        await pilot.press("enter")
        await written(pilot, screen)
        assert type(pilot.app.screen) is DoorScreen
        last = list(naho.store.all(Visit))[-1]
        assert (last.count, last.role, last.source) == (146, "", _("counted at the door"))
        assert screen.grid.total == 148
        assert screen.grid._roles[-1] == ("", _("not asked"))
        assert _("counted at the door") in words(screen, "door-last")


async def test_digits_typed_before_the_form_stands_belong_to_it(
    naho: Naho, app: AppFactory
) -> None:
    """They are the total, and nobody came in."""
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        for key in ("a", "ctrl+t", "1", "4", "8"):
            pilot.app.simulate_key(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, FormScreen)
        pilot.app.screen.query_one("#site", Stepper).focus()
        await pilot.press("5")
        assert pilot.app.screen.query_one("#count", Input).value.endswith("5")
        await pilot.press("escape")
        await written(pilot, screen)
        assert entries(naho) == [("lens", "medecin", 1)]


async def test_a_number_and_enter_in_one_burst_are_kept_whole(naho: Naho, app: AppFactory) -> None:
    """Enter never overtakes a digit."""
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        for key in ("1", "4", "8", "enter"):
            pilot.app.simulate_key(key)
        await written(pilot, screen)
        assert [count for _site, _role, count in entries(naho)] == [148]


async def test_a_total_that_makes_no_sense_stays_in_the_form(naho: Naho, app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        screen = await at_the_door(pilot)
        await pilot.press("ctrl+t")
        await settle(pilot)
        await pilot.press("1", "x", "enter")
        await settle(pilot)
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.query_one("#count", Input).value == "1x"
        assert _("Type a whole number, such as 148.") in seen(pilot.app)
        assert _("Next line") in key_words(pilot.app)
        await pilot.press("backspace", "down", "right", "down", "down", "down", "down", "right")
        await pilot.press("enter")
        await written(pilot, screen)
        (visit,) = naho.store.all(Visit)
        assert visit.source == _("declared by the team")


@pytest.mark.parametrize("size", SIZES)
async def test_visits_become_people_by_a_declaration_with_its_ground(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """The words say visits before and people after; the declaration can be taken back."""
    async with app().run_test(size=size, notifications=True) as pilot:
        screen = await at_the_door(pilot)
        said = _("Visits, not people: nobody declared them different.")
        assert words(screen, "door-people") == said
        await pilot.press("a", "a", "ctrl+u")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FormScreen)
        assert naho.store.count(UniqueVisitors) == 0
        await pilot.press(*"badges", "enter")
        await written(pilot, screen)
        (declared,) = naho.store.all(UniqueVisitors)
        assert (declared.first, declared.last) == ("2017-03-03", "2017-03-03")
        assert "badges" in words(screen, "door-people")
        assert ngettext("visit", "visits", 2) in words(screen, "door-day")
        await pilot.press("ctrl+z")
        await written(pilot, screen)
        assert naho.store.count(UniqueVisitors) == 0
        assert naho.store.count(Visit) == 2
