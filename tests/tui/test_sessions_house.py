"""The house on screen: its one key, its state, its end, and days that nobody closed."""

from __future__ import annotations

import datetime as dt

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.tui.screens.sessions_count import EndScreen
from tests.tui.conftest import NOW, AppFactory
from tests.tui.seeing import rows, seen, settle, toasts

pytestmark = pytest.mark.usefixtures("source_strings")
SIZES = [(80, 24), (120, 40)]


def house(naho: Naho) -> Session:
    return naho.capture.open_session("maison-du-projet", "lens")


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_opens_and_closes_the_day_and_the_state_is_seen(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    session = house(naho)
    async with app().run_test(size=size, notifications=True) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "not open yet" in seen(pilot.app)
        await pilot.press("o")
        await settle(pilot)
        day = naho.permanence.open_day(session)
        assert day is not None
        (line,) = (row for row in rows(pilot.app) if "open since 10" in row and "close it" in row)
        assert "Lens" in line
        await pilot.press("o")
        await settle(pilot)
        assert naho.permanence.open_day(session) is None
        assert any("closed for today" in toast for toast in toasts(pilot.app))
        assert "closed since 10" in seen(pilot.app)
        assert "open it" in seen(pilot.app)
        assert naho.capture.session(session.id).is_open


async def test_the_key_does_nothing_without_a_house(naho: Naho, app: AppFactory) -> None:
    naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("o")
        await settle(pilot)
        assert "open it" not in seen(pilot.app)
    assert naho.permanence.days() == []


async def test_the_key_turns_the_house_under_the_cursor(naho: Naho, app: AppFactory) -> None:
    """With several houses, the line above the list names the one that the key is for."""
    first = house(naho)
    second = naho.capture.open_session("maison-du-projet", "bethune")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        table = pilot.app.screen.query_one("#sessions")
        while table.chosen != first.id:  # type: ignore[attr-defined]
            await pilot.press("down")
        await settle(pilot)
        assert "Lens" in rows(pilot.app)[2]
        await pilot.press("o")
        await settle(pilot)
    assert naho.permanence.open_day(first) is not None
    assert naho.permanence.open_day(second) is None


async def test_a_new_house_is_open_at_once(naho: Naho, app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("m", "enter")
        await settle(pilot)
        (session,) = naho.capture.sessions()
        assert session.workshop == "maison-du-projet"
        assert naho.permanence.open_day(session) is not None


@pytest.mark.parametrize(
    ("answer", "open_after"), [("x", False), ("enter", True), ("escape", True)]
)
async def test_ending_it_for_good_is_no_matter_of_habit(
    naho: Naho, app: AppFactory, answer: str, open_after: bool
) -> None:
    """Enter, which closes any other session, leaves it open."""
    session = house(naho)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(pilot.app.screen, EndScreen)
        assert "for good?" in seen(pilot.app)
        await pilot.press(answer)
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
    assert naho.capture.session(session.id).is_open == open_after


def left_open(naho: Naho, session: Session) -> None:
    opened = int((NOW - dt.timedelta(days=2)).timestamp() * 1000)
    naho.store.append(
        [put(OpeningDay(session=session.id, day="2017-03-01", opened=opened))], "wall"
    )


async def test_a_day_that_nobody_closed_is_closed_and_said_at_the_start(
    naho: Naho, app: AppFactory
) -> None:
    session = house(naho)
    left_open(naho, session)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        (said,) = (toast for toast in toasts(pilot.app) if "was left open" in toast)
        assert "2017" in said
    (day,) = naho.permanence.days(session.id)
    assert day.left_open
    assert day.closed == day.opened


async def test_nothing_is_said_at_a_start_where_nothing_was_left(
    naho: Naho, app: AppFactory
) -> None:
    house(naho)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert toasts(pilot.app) == []


async def test_the_wall_says_that_a_note_opened_the_day(naho: Naho, app: AppFactory) -> None:
    """The first one only."""
    session = house(naho)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        await pilot.press(*"Bonjour", "enter")
        await settle(pilot)
        await pilot.press(*"Merci", "enter")
        await settle(pilot)
        said = [toast for toast in toasts(pilot.app) if "this note opened it" in toast]
        assert len(said) == 1
    assert len(naho.capture.notes(session.id)) == 2
    assert naho.permanence.open_day(session) is not None
