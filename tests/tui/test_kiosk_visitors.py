"""Visitors in a hurry: keyboard only, mouse only, both languages, and whoever walks away."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from msgspec import structs
from textual import events

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.domain.surveys import Choice
from naho_feedback.errors import StoreError
from naho_feedback.i18n import Localized
from naho_feedback.tui.kiosk_patience import WARNING_SECONDS, Attempts, Haste, IdleWatch
from naho_feedback.tui.widgets.choice_cards import ChoiceCard
from naho_feedback.tui.widgets.kiosk_doors import ChooserPage
from naho_feedback.tui.widgets.kiosk_fields import KioskText
from naho_feedback.tui.widgets.kiosk_pages import KioskLabel, QuestionPage, StartPage, ThanksPage
from naho_feedback.workspace.kiosk import KioskSettings
from tests.tui.kiosk_help import ALL_KINDS, answers, begun, kiosk, page, question, through, to_words
from tests.tui.wall_help import open_session, screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

SHORT = structs.replace(
    ALL_KINDS,
    id="court",
    title=Localized("Trente secondes", "Thirty seconds"),
    questions=ALL_KINDS.questions[:2],
)
SITE = ALL_KINDS.questions[2]
NO_KEYS = (False, False, False)
SIZES = [(80, 24), (120, 40)]


class Hands:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class TestWithoutHelp:
    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("size", SIZES)
    async def test_keyboard_only(self, naho: Naho, language: str, size: tuple[int, int]) -> None:
        async with kiosk(naho, others=(SHORT,), size=size) as (pilot, _screen):
            if language == "en":
                await pilot.press("f2")
                await until(pilot, lambda: "All kinds" in screen_text(pilot.app))
            await pilot.press("down", "enter")  # the first questionnaire
            for id_, keys in (
                ("visage", ("ç", "0", "5")),  # there is no 9 and no 0
                ("accord", ("à",)),
                ("site", ("down", "down", "enter")),
                ("ans", ("1", "2", "enter")),
                ("mots", ("o", "u", "i", "enter")),
            ):
                await question(pilot, id_)
                await pilot.press(*keys)
            await page(pilot, ThanksPage)
            (kept,) = naho.store.all(Response)
            assert kept.receipt in screen_text(pilot.app)
            await pilot.press("enter")
            await page(pilot, ChooserPage)
        assert i18n.language() == "fr"
        assert kept.language == language
        assert kept.answers == {"visage": 5, "accord": "na", "site": "b", "ans": 12, "mots": "oui"}
        assert begun(naho) == []

    @pytest.mark.parametrize("language", ["fr", "en"])
    @pytest.mark.parametrize("size", SIZES)
    async def test_mouse_only(self, naho: Naho, language: str, size: tuple[int, int]) -> None:
        async with kiosk(naho, others=(SHORT,), size=size) as (pilot, screen):
            if language == "en":
                await pilot.click("#kiosk-language")
                await until(pilot, lambda: "All kinds" in screen_text(pilot.app))
            await pilot.click(screen.query(ChoiceCard).first())
            for id_, number in (("visage", 0), ("accord", 1), ("site", 3)):
                await question(pilot, id_)
                await pilot.click(list(screen.query(ChoiceCard))[number])
            await question(pilot, "ans")
            await pilot.click("#kiosk-back")
            await question(pilot, "site")
            await pilot.click(list(screen.query(ChoiceCard))[2])
            for id_ in ("ans", "mots"):
                await question(pilot, id_)
                await pilot.click("#kiosk-forward")
            await page(pilot, ThanksPage)
            await pilot.click("#kiosk-again")
            await page(pilot, ChooserPage)
        (kept,) = naho.store.all(Response)
        assert (kept.language, kept.answers) == (
            language,
            {"visage": 1, "accord": 2, "site": "h"},
        )

    @pytest.mark.parametrize("size", SIZES)
    async def test_every_target_is_huge(self, naho: Naho, size: tuple[int, int]) -> None:
        async with kiosk(naho, size=size) as (pilot, screen):
            await through(pilot, ("visage", ("1",)))
            await question(pilot, "accord")
            targets = [*screen.query(ChoiceCard), *screen.query(KioskLabel)]
            assert len(targets) == 9
            for target in targets:
                assert target.region.height >= 3, target
                assert target.region.width >= 12, target

    @pytest.mark.parametrize("size", [(80, 24), (60, 16)])
    async def test_more_answers_than_there_is_room_for_are_all_reached(
        self, naho: Naho, size: tuple[int, int]
    ) -> None:
        many = tuple(Choice(f"c{n}", Localized(f"Service {n}", "")) for n in range(1, 15))
        long = structs.replace(
            SHORT, questions=(structs.replace(SITE, choices=many), ALL_KINDS.questions[0])
        )
        async with kiosk(naho, survey=long, size=size) as (pilot, screen):
            await pilot.press("enter")
            await question(pilot, "site")
            await pilot.press(*["down"] * 7, "right")
            last = list(screen.query(ChoiceCard))[-1]
            await until(pilot, lambda: last.has_class("-cursor"))
            await until(pilot, lambda: "Service 14" in screen_text(pilot.app))
            await pilot.click(last)
            await until(pilot, lambda: begun(naho) == [{"site": "c14"}])

    async def test_a_wrong_questionnaire_is_left_by_going_back(self, naho: Naho) -> None:
        async with kiosk(naho, others=(SHORT,)) as (pilot, _screen):
            await pilot.press("f2", "2")
            await question(pilot, "visage")
            await pilot.press("escape")
            await page(pilot, ChooserPage)
            assert "Thirty seconds" in screen_text(pilot.app)  # the language stays theirs
            await pilot.press("1")
            await question(pilot, "visage")
            assert "1 / 5" in screen_text(pilot.app)

    async def test_only_what_is_there_is_offered(self, naho: Naho) -> None:
        """A questionnaire whose file broke meanwhile leaves the others."""
        naho.kiosk.surveys = {}
        async with kiosk(naho, survey=SHORT) as (pilot, _screen):
            assert "Trente secondes" in screen_text(pilot.app)


class TestTwoSteps:
    async def test_without_auto_advance_a_digit_or_a_click_only_points(self, naho: Naho) -> None:
        naho.settings = structs.replace(naho.settings, kiosk=KioskSettings(auto_advance=False))
        async with kiosk(naho, survey=SHORT) as (pilot, screen):
            await through(pilot, ("visage", ("2", "4")))
            await until(pilot, lambda: "Continue" in screen_text(pilot.app))
            await question(pilot, "visage")
            assert begun(naho) == []
            await pilot.press("enter")
            await question(pilot, "accord")
            await pilot.click(list(screen.query(ChoiceCard))[2])
            await pilot.pause()
            await question(pilot, "accord")
            await pilot.click("#kiosk-forward")
            await page(pilot, ThanksPage)
        assert answers(naho) == [{"visage": 4, "accord": 3}]


class TestSaving:
    async def test_each_answer_is_kept_before_the_next_question_is_shown(self, naho: Naho) -> None:
        expected: dict[str, Any] = {}
        async with kiosk(naho, session="M000-7") as (pilot, _screen):
            await pilot.press("enter")
            for id_, keys, value in (
                ("visage", ("4",), 4),
                ("accord", ("2",), 2),
                ("site", ("1",), "l"),
                ("ans", ("7", "enter"), 7),
            ):
                await question(pilot, id_)
                assert begun(naho) == ([expected] if expected else [])
                await pilot.press(*keys)
                expected[id_] = value
            await question(pilot, "mots")
            (kept,) = naho.store.all(Begun)
            assert (kept.answers, kept.session, kept.left) == (expected, "M000-7", 0)
            assert answers(naho) == []

    async def test_the_next_question_waits_for_the_disk_and_a_full_one_is_told(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        keep, full = naho.kiosk.keep, threading.Event()

        def once_full(*args: Any, **kwargs: Any) -> str:
            if not full.is_set():
                full.set()
                raise StoreError("The disk is full.")
            return keep(*args, **kwargs)

        monkeypatch.setattr(naho.kiosk, "keep", once_full)
        async with kiosk(naho) as (pilot, _screen):
            await through(pilot, ("visage", ("4",)))
            await until(pilot, lambda: "The disk is full." in screen_text(pilot.app))
            await question(pilot, "visage")
            await pilot.press("enter")
            await question(pilot, "accord")
        assert begun(naho) == [{"visage": 4}]

    async def test_who_takes_everything_back_leaves_nothing(self, naho: Naho) -> None:
        async with kiosk(naho, survey=SHORT) as (pilot, _screen):
            await through(pilot, ("visage", ("4",)), ("accord", ("escape",)))
            await question(pilot, "visage")
            await pilot.press("delete", "enter")
            await question(pilot, "accord")
            await pilot.press("enter")
            await page(pilot, ThanksPage)
            assert "nothing was kept" in screen_text(pilot.app)
        assert (begun(naho), answers(naho)) == ([], [])

    async def test_words_hang_on_the_wall_as_the_kiosk_s(self, naho: Naho) -> None:
        session = open_session(naho)
        async with kiosk(naho, session=session.id) as (pilot, _screen):
            await to_words(pilot)
            assert "hang on the wall that the team reads" in screen_text(pilot.app)
            await type_in(pilot, "bien")
            await pilot.press("enter")
            await page(pilot, ThanksPage)
        assert [(n.text, n.origin) for n in naho.store.all(Note)] == [("bien", Origin.KIOSK)]


class TestNobodyThere:
    def test_the_countdown_runs_after_the_silence(self) -> None:
        hands = Hands()
        watch = IdleWatch(60, now=hands)
        seen = []
        for _second in range(int(60 + WARNING_SECONDS) + 1):
            seen.append((watch.countdown, watch.is_over))
            hands.now += 1
        assert seen[:60] == [(0, False)] * 60
        assert [n for n, _over in seen[60:]] == [*range(15, 0, -1), 0]
        assert seen[-1] == (0, True)
        watch.touched()
        assert (watch.countdown, watch.is_over) == (0, False)

    async def test_the_page_asks_then_makes_room_and_keeps_what_was_answered(
        self, naho: Naho
    ) -> None:
        hands, session = Hands(), open_session(naho)
        watch = IdleWatch(60, now=hands)
        async with kiosk(naho, session=session.id, idle=watch) as (pilot, screen):
            await pilot.press("f2")
            for id_, keys in (
                ("", ("enter",)),
                ("visage", ("4",)),
                ("accord", ("1",)),
                ("site", ("1",)),
                ("ans", ("enter",)),
                ("mots", tuple("mot")),
            ):
                if id_:
                    await question(pilot, id_)
                await pilot.press(*keys)
            hands.now += 61
            await until(pilot, lambda: "Still there?" in screen_text(pilot.app))
            assert "anew in 14 s" in screen_text(pilot.app)
            await pilot.press("s")  # somebody is
            assert "Still there?" not in screen_text(pilot.app)
            assert screen.query_one(KioskText).text == "mots"
            hands.now += 61
            await until(pilot, lambda: "Still there?" in screen_text(pilot.app))
            hands.now += 15
            await page(pilot, StartPage)
            await until(pilot, lambda: all(b.left for b in naho.store.all(Begun)))
            assert "Still there?" not in screen_text(pilot.app)
            assert i18n.language() == "fr"
            await to_words(pilot)
            assert screen.query_one(KioskText).text == ""
        left, now = naho.store.all(Begun)
        assert left.answers == {"visage": 4, "accord": 1, "site": "l"}
        assert (bool(left.left), now.answers) == (True, {"site": "l"})
        assert answers(naho) == []

    async def test_a_click_is_somebody_and_a_mouse_that_only_moves_is_nobody(
        self, naho: Naho
    ) -> None:
        hands = Hands()
        async with kiosk(naho, idle=IdleWatch(60, now=hands)) as (pilot, _screen):
            await pilot.press("enter")
            await question(pilot, "visage")
            hands.now += 61
            await until(pilot, lambda: "Still there?" in screen_text(pilot.app))
            # As the terminal's driver does; the pilot hands the mouse to the screen itself.
            pilot.app.post_message(events.MouseMove(None, 9, 22, 0, 0, 0, *NO_KEYS))
            await pilot.pause()
            assert "Still there?" in screen_text(pilot.app)
            pilot.app.post_message(events.MouseDown(None, 40, 19, 0, 0, 1, *NO_KEYS))
            await until(pilot, lambda: "Still there?" not in screen_text(pilot.app))
            await question(pilot, "visage")

    @pytest.mark.parametrize("where", ["start", "thanks", "sending"])
    async def test_where_nothing_is_to_be_cleared_nobody_is_asked(
        self, naho: Naho, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        hands, gate = Hands(), threading.Event()
        submit = naho.kiosk.submit

        def slow(*args: Any, **kwargs: Any) -> Response:
            assert gate.wait(10)
            return submit(*args, **kwargs)

        monkeypatch.setattr(naho.kiosk, "submit", slow)
        if where == "thanks":
            gate.set()
        async with kiosk(naho, survey=SHORT, idle=IdleWatch(60, now=hands)) as (pilot, screen):
            if where != "start":
                await through(pilot, ("visage", ("4",)), ("accord", ("1",)))
            if where == "thanks":
                await page(pilot, ThanksPage)
            before = screen_text(pilot.app)
            looked = 0
            look = screen.idle.touched

            def count() -> None:
                nonlocal looked
                looked += 1
                look()

            monkeypatch.setattr(screen.idle, "touched", count)
            hands.now += 1_000
            await until(pilot, lambda: looked > 1)
            shown = screen_text(pilot.app)
            assert "Still there?" not in shown
            assert where == "thanks" or shown == before
            gate.set()

    async def test_the_other_language_goes_with_whoever_chose_it(self, naho: Naho) -> None:
        hands = Hands()
        async with kiosk(naho, idle=IdleWatch(60, now=hands)) as (pilot, _screen):
            await pilot.press("f2")
            await until(pilot, lambda: "All kinds" in screen_text(pilot.app))
            hands.now += 76
            await until(pilot, lambda: "Toutes les sortes" in screen_text(pilot.app))


class TestCleanBuffer:
    async def test_keys_of_the_person_before_do_not_answer_for_the_next(self, naho: Naho) -> None:
        async with kiosk(naho, survey=SHORT) as (pilot, screen):
            await through(pilot, ("visage", ("4",)), ("accord", ("1",)))
            await page(pilot, ThanksPage)
            early = events.Key("enter", "\r")  # pressed while thanks stand there, read later
            await pilot.press("enter")
            await page(pilot, StartPage)
            await until(pilot, lambda: early.time < screen._since)
            pilot.app.post_message(early)
            await pilot.pause()
            await page(pilot, StartPage)
            await pilot.press("enter")  # pressed now, it counts
            await question(pilot, "visage")
            late = events.Key("4", "4")
            late.time = screen._since - 1
            pilot.app.post_message(late)
            await pilot.pause()
            await question(pilot, "visage")
            assert begun(naho) == []
        assert len(answers(naho)) == 1

    async def test_what_the_team_copied_before_is_gone(self, naho: Naho) -> None:
        async with kiosk(naho, survey=SHORT) as (pilot, _screen):
            pilot.app._clipboard = "du mur"
            await through(pilot, ("visage", ("4",)), ("accord", ("1",)))
            await page(pilot, ThanksPage)
            await pilot.press("enter")
            await page(pilot, StartPage)
            await until(pilot, lambda: pilot.app.clipboard == "")
            pilot.app.copy_to_clipboard("au kiosque")
            assert pilot.app.clipboard == ""

    async def test_a_page_turns_once_however_often_it_is_asked(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await pilot.press("enter")
            await question(pilot, "visage")
            first = screen.query_one(QuestionPage)
            for _twice in range(2):
                first.post_message(QuestionPage.Answered(first, "visage", 3))
            await question(pilot, "accord")
            await pilot.pause()
            await question(pilot, "accord")
        assert begun(naho) == [{"visage": 3}]


class TestHaste:
    def test_a_key_held_over_a_page_is_one_press(self) -> None:
        haste = Haste(0.6)
        assert not haste.is_still_held("5", 10.0)
        haste.page_turned(10.1)
        repeats = [10.5, *(10.5 + n * 0.03 for n in range(1, 60))]
        assert all(haste.is_still_held("5", at) for at in repeats)
        assert not haste.is_still_held("5", repeats[-1] + 0.7)  # let go and pressed again

    def test_another_key_and_a_doubled_letter_count(self) -> None:
        haste = Haste(0.6)
        haste.is_still_held("5", 10.0)
        haste.page_turned(10.1)
        assert not haste.is_still_held("b", 10.2)
        assert not haste.is_still_held("e", 10.3)
        assert not haste.is_still_held("l", 10.4)
        assert not haste.is_still_held("l", 10.45)
        assert not haste.is_still_held("e", 10.5)

    async def test_a_held_digit_answers_one_question(self, naho: Naho) -> None:
        async with kiosk(naho, haste=Haste(3600, 0)) as (pilot, _screen):
            await through(pilot, ("visage", ("4",)))
            await question(pilot, "accord")
            await pilot.press(*"4444")
            await pilot.pause()
            await question(pilot, "accord")
            await pilot.press("2")
            await question(pilot, "site")
        assert begun(naho) == [{"visage": 4, "accord": 2}]

    async def test_the_second_half_of_a_double_click_answers_nothing(self, naho: Naho) -> None:
        async with kiosk(naho, haste=Haste(0, 3600)) as (pilot, screen):
            await through(pilot, ("visage", ("4",)))
            await question(pilot, "accord")
            x, y = screen.query(ChoiceCard).first().region.center
            for press in (events.MouseDown, events.MouseUp):
                pilot.app.post_message(press(None, int(x), int(y), 0, 0, 1, *NO_KEYS))
            await pilot.pause()
            await question(pilot, "accord")
        assert begun(naho) == [{"visage": 4}]

    async def test_a_click_that_comes_later_answers(self, naho: Naho) -> None:
        async with kiosk(naho) as (pilot, screen):
            await through(pilot, ("visage", ("4",)))
            await question(pilot, "accord")
            await pilot.pause()
            x, y = screen.query(ChoiceCard).first().region.center
            for press in (events.MouseDown, events.MouseUp):
                pilot.app.post_message(press(None, int(x), int(y), 0, 0, 1, *NO_KEYS))
            await question(pilot, "site")
        assert begun(naho) == [{"visage": 4, "accord": 1}]


def test_wrong_pins_cost_more_each_time() -> None:
    hands = Hands()
    attempts = Attempts(hands)
    waits = []
    for _try in range(8):
        waits.append(attempts.wait)
        hands.now += attempts.wait
        assert attempts.wait == 0
        attempts.failed()
    assert waits == [0, 0, 0, 30, 60, 120, 240, 480]
    assert attempts.wait == 480  # and never more
