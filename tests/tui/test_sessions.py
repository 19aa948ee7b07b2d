"""Séances: the list, its filter, opening, making and closing."""

from __future__ import annotations

import pytest
from textual.widgets import DataTable, Input

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.programme import SessionKind
from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.screens.new_session import NewSessionScreen
from naho_feedback.tui.screens.sessions_rows import session_rows
from naho_feedback.tui.widgets.stepper import Stepper
from tests.tui.conftest import AppFactory
from tests.tui.seeing import rows, seen, settle, toasts

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_list_shows_the_latest_session_first(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """With state, workshop, site, time and the number of notes."""
    first = naho.capture.open_session("bac-a-sable", "bethune")
    naho.capture.close_session(first.id)
    second = naho.capture.open_session("post-it", "lens", audience="Réanimation")
    for _i in range(3):
        naho.capture.add_note(second, "", "Trop de clics")
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        painted = rows(pilot.app)
        (row_of_second,) = (
            i for i, row in enumerate(painted) if "Nahôme" in row or "post-it" in row
        )
        (row_of_first,) = (i for i, row in enumerate(painted) if "Bac à sable" in row)
        assert row_of_second < row_of_first
        assert "Lens" in painted[row_of_second]
        assert " 3 " in painted[row_of_second]
        assert "10" in painted[row_of_second]
        assert "42" in painted[row_of_second]
        assert _("open") in painted[row_of_second]
        assert _("closed") in painted[row_of_first]
        assert ("Réanimation" in painted[row_of_second]) == (size[0] >= 100)
        assert all(len(row) <= size[0] for row in painted)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_says_what_to_do(app: AppFactory, size: tuple[int, int]) -> None:
    """It names the key, and the key works."""
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert _("No session yet. Press n to open the first one.") in seen(pilot.app)
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(pilot.app.screen, NewSessionScreen)


def test_filter_takes_words_in_any_order_without_accents(naho: Naho) -> None:
    """Case, accents and order do not matter; every word must occur."""
    naho.capture.open_session("post-it", "bethune", audience="Réanimation")
    (row,) = session_rows(naho)
    assert row.fits("")
    assert row.fits("BETHUNE reanim")
    assert not row.fits("bethune urgences")


async def test_filter_narrows_while_one_types_and_escape_shows_all(
    naho: Naho, app: AppFactory
) -> None:
    """Letters typed into the filter are not taken for keys."""
    naho.capture.open_session("post-it", "bethune")
    naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("slash", *"bethunenc")
        await settle(pilot)
        assert pilot.app.screen.query_one("#filter", Input).value == "bethunenc"
        assert _("Nothing fits the filter.") in seen(pilot.app)
        await pilot.press("backspace", "backspace")
        await settle(pilot)
        table = pilot.app.screen.query_one(DataTable)
        assert table.row_count == 1
        await pilot.press("escape")
        await settle(pilot)
        assert table.row_count == 2
        assert table.has_focus


async def test_enter_opens_the_session_under_the_cursor_on_the_wall(
    naho: Naho, app: AppFactory
) -> None:
    """A closed one too: its wall can be read."""
    older = naho.capture.open_session("post-it", "bethune")
    naho.capture.close_session(older.id)
    naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert pilot.app.current_mode == f"wall:{older.id}"


async def test_an_event_has_no_wall(naho: Naho, app: AppFactory) -> None:
    """Enter says so instead of opening an empty one."""
    event = naho.capture.open_session("inauguration", "lens")
    assert event.kind == SessionKind.EVENT
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
        assert _("An event has attendance only, no notes.") in toasts(pilot.app)


@pytest.mark.parametrize(("answer", "open_after"), [("enter", False), ("escape", True)])
async def test_closing_asks_once(
    naho: Naho, app: AppFactory, answer: str, open_after: bool
) -> None:
    """Enter closes, Escape leaves it open."""
    session = naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert "Lens" in seen(pilot.app)
        await pilot.press(answer)
        await settle(pilot)
        assert naho.capture.session(session.id).is_open == open_after
        mode = "sessions" if open_after else f"restitution:{session.id}"
        assert pilot.app.current_mode == mode


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_session_is_filled_in_with_the_programmes_words(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """Choosing a workshop suggests its columns; the site of the last session comes first."""
    naho.capture.open_session("post-it", "bethune")
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert "Béthune" in seen(pilot.app)
        await pilot.press("c")  # Chambre connectée
        await pilot.press("down", "h")  # Hénin-Beaumont
        await settle(pilot)
        assert pilot.app.screen.query_one("#format", Stepper).value == "rose-epine-bouton"
        await pilot.press("enter")
        await settle(pilot)
    session = naho.capture.sessions()[0]
    assert (session.workshop, session.site) == ("chambre-connectee", "henin-beaumont")
    assert session.format == "rose-epine-bouton"
    assert session.audience == "all"


async def test_a_new_session_opens_its_wall(naho: Naho, app: AppFactory) -> None:
    """The next thing that one does is type notes."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        (session,) = naho.capture.sessions()
        assert pilot.app.current_mode == f"wall:{session.id}"


async def test_a_units_name_is_asked_and_kept(naho: Naho, app: AppFactory) -> None:
    """Without a name the form says so; with one the session carries it."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        pilot.app.screen.query_one("#audience", Stepper).focus()
        await pilot.press("left")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert _("Type the unit's name.") in seen(pilot.app)
        assert naho.capture.sessions() == []
        await pilot.press(*"Bloc", "enter")
        await settle(pilot)
    (session,) = naho.capture.sessions()
    assert session.audience == "Bloc"


async def test_what_is_wrong_is_said_in_the_form_and_nothing_is_lost(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the form stays as it was filled in."""

    def full(*_args: object, **_kwargs: object) -> None:
        raise StoreError("Le disque est plein.", "Faites de la place.")

    monkeypatch.setattr(naho.capture, "open_session", full)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("r", "enter")
        await settle(pilot)
        assert "Le disque est plein. Faites de la place." in " ".join(seen(pilot.app).split())
        assert pilot.app.screen.query_one("#workshop", Stepper).value == "realite-augmentee"
