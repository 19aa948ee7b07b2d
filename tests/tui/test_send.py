"""Envoyer vers: preview first, then send, then proof; the right to take records out is logged."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any

import pytest
from textual.widgets import Input

from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.options import Options, described
from naho_feedback.contracts.plugins import (
    Exporter,
    Plan,
    PlanAction,
    PlanItem,
    Receipt,
    hookimpl,
)
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.deliveries import AuditEntry, Delivery, DeliveryStatus
from naho_feedback.domain.views import View
from naho_feedback.errors import NahoError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.stepper import Stepper
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, rows, seen, settle

SIZES = [(80, 24), (120, 40)]


class BoardOptions(Options, frozen=True, kw_only=True):
    """Options of every kind that a form knows."""

    project: Annotated[str, described("Projet", "Project")] = "naho"
    limit: Annotated[int, described("Combien au plus", "How many at most")] = 3
    quiet: Annotated[bool, described("Sans courriel", "Without mail")] = False


class Board(Exporter):
    """A target in memory."""

    name = "board"
    label = Localized("Tableau de projet", "Project board")
    options = BoardOptions

    def __init__(self) -> None:
        self.there: dict[str, str] = {}
        self.views: list[View] = []
        self.seen_options: list[BoardOptions] = []
        self.breaks_after = -1
        self.hold: threading.Event | None = None

    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        assert isinstance(options, BoardOptions)
        self.views.append(view)
        self.seen_options.append(options)
        items = [
            PlanItem(
                key=f"card:{n}",
                title=f"Carte {n}",
                action=PlanAction.LEAVE if f"card:{n}" in self.there else PlanAction.CREATE,
                digest="1",
            )
            for n in range(options.limit)
        ]
        refused = PlanItem(
            key="card:x", action=PlanAction.REFUSE, title="Trop long", detail="256 signes"
        )
        return Plan(target=f"projet {options.project}", items=(*items, refused))

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        for number, item in enumerate(plan.items):
            if number == self.breaks_after:
                raise NahoError("Le tableau ne répond plus.", "Réessayez plus tard.")
            self.there[item.key] = item.title
            yield Receipt(key=item.key, reference=f"n°{number + 1}")
            if self.hold:
                self.hold.wait(10)


@pytest.fixture
def board(naho: Naho) -> Board:
    """The target, installed."""
    made = Board()

    class Plugin:
        @hookimpl
        def register_exporters(self) -> list[Exporter]:
            return [made]

    naho.plugins.register(Plugin(), "board")
    return made


async def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not done():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("size", SIZES)
async def test_preview_says_what_would_happen_and_writes_nothing(
    naho: Naho, board: Board, app: AppFactory, size: tuple[int, int]
) -> None:
    """Counts first, then each thing; what is refused comes first, with its reason."""
    async with app().run_test(size=size) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        painted = seen(pilot.app)
        assert "Tableau de projet" in painted
        assert "projet naho" in painted
        assert _("{n} to create").format(n=3) in painted
        assert _("{n} refused").format(n=1) in painted
        assert painted.index("256 signes") < painted.index("Carte 0")
        assert _("Send") in key_words(pilot.app)
        assert all(len(row) <= size[0] for row in rows(pilot.app))
    assert board.there == {}
    assert {view.audience for view in board.views} == {Audience.MANAGER}
    assert naho.exporting.receipts("board") == {}


@pytest.mark.parametrize("size", SIZES)
async def test_enter_sends_and_shows_the_proof(
    naho: Naho, board: Board, app: AppFactory, size: tuple[int, int]
) -> None:
    """Each thing with what the target calls it; then there is nothing left to send."""
    async with app().run_test(size=size) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        painted = seen(pilot.app)
        assert _("Proof") in painted
        assert "Carte 2" in painted
        assert "n°3" in painted
        assert set(board.there) == {"card:0", "card:1", "card:2"}
        receipts = naho.exporting.receipts("board")
        assert {d.status for d in receipts.values()} == {DeliveryStatus.SENT}
        await pilot.press("h")
        await settle(pilot)
        history = [row for row in rows(pilot.app) if "n°" in row]
        assert len(history) == 3
        assert all(f"n°{n}" in seen(pilot.app) for n in (1, 2, 3))
        assert all(f"{_('managers')} ·" in row and "manager " not in row for row in history)
        await pilot.press("p")
        await settle(pilot)
        assert _("{n} unchanged").format(n=3) in seen(pilot.app)
        assert f"{_('Enter')} {_('Send')}" not in key_words(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert len(board.there) == 3


async def test_a_failure_is_said_and_what_was_sent_stays(
    naho: Naho, board: Board, app: AppFactory
) -> None:
    """The rest can be sent again, once the target answers."""
    board.breaks_after = 1
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        painted = seen(pilot.app)
        assert "Le tableau ne répond plus." in painted
        assert "Réessayez plus tard." in painted
        assert "Carte 0" in painted
        statuses = {key: d.status for key, d in naho.exporting.receipts("board").items()}
        assert statuses["card:0"] == DeliveryStatus.SENT
        assert statuses["card:1"] == DeliveryStatus.FAILED
        board.breaks_after = -1
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert set(board.there) == {"card:0", "card:1", "card:2"}


async def test_escape_stops_after_the_thing_that_is_being_sent(
    naho: Naho, board: Board, app: AppFactory
) -> None:
    """What was not reached stays an intent, which is looked up before it is created again."""
    board.hold = threading.Event()
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        await pilot.press("enter")
        await _until(lambda: "1 / 3" in seen(pilot.app))
        assert _("Stop") in key_words(pilot.app)
        await pilot.press("escape")
        board.hold.set()
        await settle(pilot)
        assert _("Stopped. The rest waits and can be sent again.") in seen(pilot.app)
        assert pilot.app.current_mode == "send"
    statuses = [d.status for d in naho.exporting.receipts("board").values()]
    assert statuses.count(DeliveryStatus.SENT) < 3
    assert DeliveryStatus.FAILED not in statuses


async def test_options_are_typed_and_the_preview_follows(board: Board, app: AppFactory) -> None:
    """Numbers, words and yes or no; a number that is none is said and nothing is sent."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        assert not pilot.app.screen.query_one("#option-limit", Input).region
        await pilot.press("o")
        await settle(pilot)
        assert "Combien au plus" in seen(pilot.app)
        limit = pilot.app.screen.query_one("#option-limit", Input)
        limit.value = "beaucoup"
        await settle(pilot)
        assert _("{option}: type a number.").format(option="Combien au plus") in seen(pilot.app)
        assert f"{_('Enter')} {_('Send')}" not in key_words(pilot.app)
        limit.value = "1"
        pilot.app.screen.query_one("#option-quiet", Stepper).value = "yes"
        await settle(pilot)
        assert _("{n} to create").format(n=1) in seen(pilot.app)
    assert board.seen_options[-1] == BoardOptions(limit=1, quiet=True)


async def test_records_as_typed_need_a_function_and_are_logged(
    naho: Naho, board: Board, app: AppFactory
) -> None:
    """Nothing of them is read before; the right is for one sending."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        audience = pilot.app.screen.query_one("#audience", Stepper)
        audience.value = Audience.RAW
        await settle(pilot)
        assert not pilot.app.screen.query_one("#function", Input).has_focus
        assert f"{_('Enter')} {_('Say your function')}" in key_words(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.query_one("#function", Input).has_focus
        await pilot.press("h", "enter")  # a slip, not a function
        await settle(pilot)
        assert _("Say in which function you take out the records as typed.") in seen(pilot.app)
        await pilot.press("backspace")
        assert not any(view.audience == Audience.RAW for view in board.views)
        assert list(naho.store.all(AuditEntry)) == []
        assert board.there == {}
        await pilot.press(*"DPO", "enter")
        await settle(pilot)
        (entry,) = naho.store.all(AuditEntry)
        assert (entry.function, entry.what, entry.label) == ("DPO", "export board", "A")
        assert board.views[-1].audience == Audience.RAW
        await pilot.press("enter")
        await settle(pilot)
        assert len(board.there) == 3
        await pilot.press("p")
        await settle(pilot)
        assert pilot.app.screen.query_one("#function", Input).display


@pytest.mark.parametrize("way_out", [("up",), ("escape",), ("f10", "f8")])
async def test_nobody_is_caught_at_the_records_as_typed(
    naho: Naho, board: Board, app: AppFactory, way_out: tuple[str, ...]
) -> None:
    """Arrows step over them, and every way out of the line leads back to a preview."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        audience = pilot.app.screen.query_one("#audience", Stepper)
        audience.focus()
        await pilot.press("right", "right", "right")
        await settle(pilot)
        assert audience.value == Audience.RAW
        assert audience.has_focus
        await pilot.press("enter", "h")
        assert pilot.app.screen.query_one("#function", Input).value == "h"
        await pilot.press(*way_out)
        await settle(pilot)
        assert pilot.app.current_mode == "send"
        if way_out == ("up",):
            assert audience.has_focus
            await pilot.press("right")
            await settle(pilot)
        assert audience.value == Audience.MANAGER
        assert not pilot.app.screen.query_one("#function", Input).display
        assert board.views[-1].audience == Audience.MANAGER
    assert list(naho.store.all(AuditEntry)) == []


async def test_without_a_target_it_says_so(app: AppFactory) -> None:
    """No plugin brought one."""
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        assert _("No target is installed. See: naho plugin list") in seen(pilot.app)
        await pilot.press("enter", "h", "o")
        await settle(pilot)
        assert pilot.app.current_mode == "send"


async def test_a_target_that_cannot_be_reached_says_why(
    board: Board, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence stands beside the form, and Enter sends nothing."""

    def unreachable(*_args: Any) -> Plan:
        raise NahoError("Pas de réseau.", "Vérifiez le câble.")

    monkeypatch.setattr(board, "plan", unreachable)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settle(pilot)
        assert "Pas de réseau. Vérifiez le câble." in seen(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
    assert board.there == {}
