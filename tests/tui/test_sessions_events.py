"""Events with attendance only, attendance of any session, and the agenda of the week."""

from __future__ import annotations

import datetime as dt

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.errors import UsageError
from naho_feedback.services.clock import local_time
from naho_feedback.tui.screens.event import EventScreen, time_of_day
from naho_feedback.tui.widgets.event_fields import NumberInput
from naho_feedback.tui.widgets.stepper import Stepper
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, rows, seen, settle

pytestmark = pytest.mark.usefixtures("source_strings")
SIZES = [(80, 24), (120, 40)]
HOSTILE = "[@click=app.quit]x[/] [/red] \x1b[31mrouge \u202eevil"


@pytest.mark.parametrize("size", SIZES)
async def test_an_event_is_kept_with_its_form(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, EventScreen)
        assert "no wall, no notes" in seen(pilot.app)
        assert "Keep the event" in key_words(pilot.app)
        await pilot.press("down", "b")  # Béthune
        screen.query_one("#day", Stepper).focus()
        await pilot.press("left")
        screen.query_one("#time").value = "9 h 05"  # type: ignore[attr-defined]
        screen.query_one("#people").focus()
        await pilot.press("8", "é", "x", "enter")  # é is 2 on an AZERTY row; x is no digit
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
        assert not isinstance(pilot.app.screen, EventScreen)
    (event,) = naho.capture.sessions()
    assert (event.site, event.attendance, event.is_open) == ("bethune", 82, False)
    assert local_time(event.opened).strftime("%d %H:%M") == "02 09:05"


async def test_what_is_wrong_is_said_in_the_form(naho: Naho, app: AppFactory) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o", "e")
        await settle(pilot)
        pilot.app.screen.query_one("#time").value = "25:99"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert "There is no such time" in seen(pilot.app)
        pilot.app.screen.query_one("#time").value = "9"  # type: ignore[attr-defined]
        pilot.app.screen.query_one("#day", Stepper).focus()
        await pilot.press("right")
        pilot.app.screen.query_one("#people", NumberInput).value = "12"
        await pilot.press("enter")
        await settle(pilot)
        assert "has not taken place yet" in seen(pilot.app)
        assert pilot.app.screen.query_one("#people", NumberInput).number == 12
    assert naho.capture.sessions() == []


@pytest.mark.parametrize("size", SIZES)
async def test_a_hostile_title_is_words(naho: Naho, app: AppFactory, size: tuple[int, int]) -> None:
    """In the list, in the agenda, and in the question about its attendance."""
    naho.sittings.record_event("inauguration", "lens", title=HOSTILE)
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        for keys in ((), ("a",), ("p",)):
            await pilot.press(*keys)
            await settle(pilot)
            assert "[@click=app" in seen(pilot.app)
            assert not {"\x1b", "\u202e"} & set(seen(pilot.app))
        await pilot.press("escape")
        assert pilot.app.is_running


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9", dt.time(9)),
        ("9 h", dt.time(9)),
        ("9\u00a0h\u00a005", dt.time(9, 5)),
        ("9h05", dt.time(9, 5)),
        ("14:30", dt.time(14, 30)),
        ("0905", dt.time(9, 5)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, time: dt.time) -> None:
    assert time_of_day(text) == time


@pytest.mark.parametrize("text", ["", "24:00", "9:60", "neuf", "9:05:12", "-1"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        time_of_day(text)


@pytest.mark.parametrize(("keys", "people"), [(("3", "1"), 31), (("backspace", "backspace"), None)])
async def test_attendance_of_any_session_is_corrected(
    naho: Naho, app: AppFactory, keys: tuple[str, ...], people: int | None
) -> None:
    """Of a closed one too; an empty line says that nobody counted."""
    session = naho.capture.open_session("post-it", "lens", attendance=28)
    naho.capture.close_session(session.id)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("p")
        await settle(pilot)
        assert pilot.app.screen.query_one("#people", NumberInput).number == 28
        await pilot.press(*keys, "enter")
        await settle(pilot)
    assert naho.capture.session(session.id).attendance == people


async def test_a_house_has_no_attendance_to_correct(naho: Naho, app: AppFactory) -> None:
    naho.capture.open_session("maison-du-projet", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        assert "p People" not in key_words(pilot.app)


# ---- the agenda ----------------------------------------------------------------------------


def week(naho: Naho) -> None:
    for day, title in ((27, "Monday tour"), (28, "Tuesday tour")):
        start = dt.datetime.combine(dt.date(2017, 2, day), dt.time(9, 30))
        naho.sittings.record_event("inauguration", "lens", start=start, title=title, attendance=12)
    before = dt.datetime.combine(dt.date(2017, 2, 22), dt.time(14))
    naho.sittings.record_event("inauguration", "bethune", start=before, title="Week before")


@pytest.mark.parametrize("size", SIZES)
async def test_the_week_stands_day_by_day_and_the_arrows_turn_it(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    week(naho)
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        painted = rows(pilot.app)
        (monday,) = (row for row in painted if "Monday tour" in row)
        (tuesday,) = (row for row in painted if "Tuesday tour" in row)
        assert painted.index(monday) < painted.index(tuesday)
        assert "27" in monday
        assert monday.endswith("12")
        assert "Week before" not in seen(pilot.app)
        assert all(len(row) <= size[0] for row in painted)
        await pilot.press("left")
        await settle(pilot)
        assert "Week before" in seen(pilot.app)
        await pilot.press("right", "right")
        await settle(pilot)
        assert "Nothing took place in this week." in seen(pilot.app)
        await pilot.press("left")
        await settle(pilot)
        assert "Monday tour" in seen(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
        assert "Week before" in seen(pilot.app)


async def test_a_session_is_acted_upon_from_the_agenda_too(naho: Naho, app: AppFactory) -> None:
    week(naho)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        await pilot.press("down", "p", "4", "0", "enter")
        await settle(pilot)
    counts = {naho.capture.session_title(s): s.attendance for s in naho.capture.sessions()}
    assert counts == {"Monday tour": 12, "Tuesday tour": 40, "Week before": None}
