"""Leaving the kiosk: by the team's PIN, and by nothing else."""

from __future__ import annotations

from functools import partial

import pytest
from textual.binding import Binding

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.files import write_whole
from naho_feedback.domain.responses import Begun
from naho_feedback.tui.kiosk_patience import IdleWatch
from naho_feedback.tui.screens.kiosk import KioskScreen
from naho_feedback.tui.widgets.kiosk_doors import PinPage
from naho_feedback.tui.widgets.kiosk_fields import KioskNumber, KioskText
from naho_feedback.tui.widgets.kiosk_pages import StartPage, ThanksPage
from tests.tui.kiosk_help import FORBIDDEN, answers, begun, kiosk, page, question, through, to_words
from tests.tui.test_kiosk_visitors import SHORT, Hands
from tests.tui.wall_help import screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

PIN = "4815"
ON_AZERTY = ("apostrophe", "underscore", "ampersand", "left_parenthesis")  # 4 8 1 5


@pytest.fixture
def protected(naho: Naho) -> Naho:
    naho.kiosk_pin.set(PIN)
    return naho


async def test_the_pin_leaves_and_what_was_not_finished_is_kept_as_such(protected: Naho) -> None:
    async with kiosk(protected) as (pilot, screen):
        await through(pilot, ("visage", ("4",)), ("accord", ("f2", "ctrl+x")))
        await page(pilot, PinPage)
        await pilot.press(*ON_AZERTY, "enter")
        await until(pilot, lambda: pilot.app.screen is not screen)
        assert i18n.language() == "fr"
        (kept,) = protected.store.all(Begun)
    assert kept.answers == {"visage": 4}
    assert kept.left


async def test_digits_are_never_shown(protected: Naho) -> None:
    async with kiosk(protected) as (pilot, screen):
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        await pilot.press(*PIN)
        await until(pilot, lambda: screen.query_one(KioskNumber).value == PIN)
        assert PIN not in screen_text(pilot.app)
        assert "••••" in screen_text(pilot.app)


async def test_wrong_pins_do_nothing_but_make_wait(
    protected: Naho, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    fits = type(protected.kiosk_pin).fits

    def counted(self: object, pin: str) -> bool:
        tried.append(pin)
        return fits(protected.kiosk_pin, pin)

    monkeypatch.setattr(type(protected.kiosk_pin), "fits", counted)
    async with kiosk(protected) as (pilot, screen):
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        for wrong in ("0000", "4816", "481"):
            await pilot.press(*wrong, "enter")
            await until(pilot, partial(tried.__contains__, wrong))
            await until(pilot, lambda: screen.query_one(KioskNumber).value == "")
        await until(pilot, lambda: "Next try in 30 s." in screen_text(pilot.app))
        await pilot.press(*PIN, "enter")  # the right one has to wait too
        await pilot.pause()
        assert tried == ["0000", "4816", "481"]
        assert pilot.app.screen is screen
        await pilot.press("escape")
        await page(pilot, StartPage)
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert len(tried) == 3  # going out and in again does not shorten it


async def test_going_back_from_the_pin_leaves_everything_as_it_stood(protected: Naho) -> None:
    async with kiosk(protected) as (pilot, screen):
        await to_words(pilot)
        await type_in(pilot, "bien")
        for back in ("escape", "ctrl+x", "left"):
            await pilot.press("ctrl+x")
            await page(pilot, PinPage)
            await pilot.press(back)
            await question(pilot, "mots")
            assert screen.query_one(KioskText).text == "bien"
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        await pilot.click("#kiosk-back")
        await question(pilot, "mots")
        await pilot.press("enter")
        await page(pilot, ThanksPage)
    assert answers(protected) == [{"site": "l", "mots": "bien"}]


async def test_from_the_thanks_one_comes_back_to_the_start(protected: Naho) -> None:
    async with kiosk(protected, survey=SHORT) as (pilot, _screen):
        await through(pilot, ("visage", ("4",)), ("accord", ("1",)))
        await page(pilot, ThanksPage)
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        await pilot.press("escape")
        await page(pilot, StartPage)


async def test_a_page_that_asks_for_the_pin_makes_room_too(protected: Naho) -> None:
    hands = Hands()
    async with kiosk(protected, idle=IdleWatch(60, now=hands)) as (pilot, screen):
        await through(pilot, ("visage", ("4",)), ("accord", ("ctrl+x",)))
        await page(pilot, PinPage)
        await pilot.press("1", "2")
        hands.now += 76
        await page(pilot, StartPage)
        assert begun(protected) == [{"visage": 4}]
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        assert screen.query_one(KioskNumber).value == ""


async def test_a_pin_whose_file_is_broken_lets_nobody_out(naho: Naho) -> None:
    write_whole(naho.workspace.data_dir / "kiosk-pin", b"scrypt$1$2\n")
    async with kiosk(naho) as (pilot, screen):
        await pilot.press("ctrl+x", "ctrl+x", "ctrl+x")
        await page(pilot, PinPage)
        await pilot.press(*PIN, "enter")
        await until(pilot, lambda: "This is not the PIN." in screen_text(pilot.app))
        assert pilot.app.screen is screen


async def test_without_a_pin_it_says_how_to_set_one(naho: Naho) -> None:
    async with kiosk(naho) as (pilot, _screen):
        await pilot.press("ctrl+x")
        await until(pilot, lambda: "naho kiosk pin" in screen_text(pilot.app))


async def test_no_key_leaves_the_page_of_the_pin(protected: Naho) -> None:
    async with kiosk(protected) as (pilot, screen):
        await pilot.press("ctrl+x")
        await page(pilot, PinPage)
        for key in FORBIDDEN:
            if key != "escape":
                await pilot.press(key)
                assert pilot.app.screen is screen, key
                assert pilot.app.clipboard == "", key
        await page(pilot, PinPage)


async def test_actions_are_an_allow_list(naho: Naho) -> None:
    """Whatever Textual adds to its screens, nothing but four actions runs here."""
    async with kiosk(naho) as (_pilot, screen):
        allowed = {"other_language", "leave_kiosk", "forward", "back"}
        every = {name.removeprefix("action_") for name in dir(screen) if name.startswith("action_")}
        assert {name for name in every if screen.check_action(name, ())} == allowed
        assert not screen.check_action("whatever_comes", ())
        bound = [b for b in KioskScreen.BINDINGS if isinstance(b, Binding)]
        assert {b.action for b in bound} <= allowed
