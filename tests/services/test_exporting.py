"""Exporting: preview, intent before the target is touched, proof as it comes."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import pytest

from naho_feedback.contracts.options import Options, described
from naho_feedback.contracts.plugins import Exporter, Plan, PlanAction, PlanItem, Receipt
from naho_feedback.domain.deliveries import AuditEntry, Delivery, DeliveryStatus
from naho_feedback.domain.views import View
from naho_feedback.errors import NahoError, PluginError, RefusedError, UsageError
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.services.exporting import Exporting
from naho_feedback.store.memory import MemoryStore
from naho_feedback.testing import sample_view
from tests.conftest import FakePlugins


class BoardOptions(Options, frozen=True, kw_only=True):
    project: Annotated[str, described("Projet", "Project")] = "naho"
    dry: Annotated[bool, described("À sec", "Dry")] = False


class Board(Exporter):
    """A target in memory that fails at the key ``fail_at``."""

    name = "board"
    label = Localized("Tableau", "Board")
    options = BoardOptions

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.there: dict[str, str] = {}
        self.fail_at = ""
        self.error: BaseException = NahoError("La connexion est coupée.")
        self.intents: list[list[DeliveryStatus]] = []

    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        keys = [theme.key for theme in view.summary.themes] + ["file:x", "file:bad"]
        items = [
            PlanItem(
                key=key,
                action=PlanAction.REFUSE
                if key == "file:bad"
                else PlanAction.LEAVE
                if key in self.there
                else PlanAction.CREATE,
                title=key,
                digest=key,
            )
            for key in keys
        ]
        return Plan(target="mémoire", items=tuple(items))

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        self.intents.append([d.status for d in self.store.all(Delivery)])
        for item in plan.items:
            if item.key == self.fail_at:
                raise self.error
            self.there[item.key] = "#1"
            yield Receipt(key=item.key, reference=f"#{item.key}")


@pytest.fixture
def board(store: MemoryStore, plugins: FakePlugins) -> Board:
    board = Board(store)
    plugins.all_exporters["board"] = board
    return board


@pytest.fixture
def exporting(store: MemoryStore, plugins: FakePlugins, clock: Clock) -> Exporting:
    return Exporting(store, plugins, clock, label="A")


def send(exporting: Exporting) -> list[Receipt]:
    view, options = sample_view(), exporting.options("board")
    return list(exporting.send("board", view, exporting.plan("board", view, options), options))


def test_intents_are_journalled_before_the_target_is_touched(
    exporting: Exporting, board: Board
) -> None:
    receipts = send(exporting)
    assert [r.key for r in receipts] == ["theme:formation", "file:x"]
    assert board.intents == [[DeliveryStatus.INTENT, DeliveryStatus.INTENT]]
    known = exporting.receipts("board")
    assert {d.status for d in known.values()} == {DeliveryStatus.SENT}
    assert known["file:x"].reference == "#file:x"


def test_sending_again_sends_nothing_and_keeps_one_delivery_a_key(
    exporting: Exporting, board: Board, store: MemoryStore
) -> None:
    send(exporting)
    assert send(exporting) == []
    assert store.count(Delivery) == 2


def test_a_failure_keeps_what_was_sent_and_marks_the_rest(
    exporting: Exporting, board: Board
) -> None:
    board.fail_at = "file:x"
    with pytest.raises(NahoError, match="coupée"):
        send(exporting)
    states = {key: d.status for key, d in exporting.receipts("board").items()}
    assert states == {"theme:formation": DeliveryStatus.SENT, "file:x": DeliveryStatus.FAILED}
    board.fail_at = ""
    assert [r.key for r in send(exporting)] == ["file:x"]


@pytest.mark.parametrize("error", [RuntimeError("du texte de post-it"), SystemExit(3)])
def test_an_exporter_that_breaks_is_listed_without_its_words(
    exporting: Exporting, board: Board, plugins: FakePlugins, error: BaseException
) -> None:
    board.fail_at, board.error = "theme:formation", error
    with pytest.raises(PluginError):
        send(exporting)
    assert [(p.doing, p.error) for p in plugins.problems] == [("send", type(error).__name__)]


def test_options_come_from_defaults_then_settings_then_the_person(
    exporting: Exporting, board: Board, plugins: FakePlugins
) -> None:
    assert exporting.options("board") == BoardOptions()
    plugins.settings["board"] = {"project": "n@hô", "dry": True}
    assert exporting.options("board", {"dry": False}) == BoardOptions(project="n@hô")


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"dry": "peut-être"}, {"project": 3}])
def test_an_option_that_does_not_fit_is_named(
    exporting: Exporting, board: Board, wrong: dict[str, object]
) -> None:
    (name,) = wrong
    with pytest.raises(UsageError, match=name):
        exporting.options("board", wrong)


def test_raw_needs_a_function_and_is_logged(exporting: Exporting, store: MemoryStore) -> None:
    with pytest.raises(RefusedError):
        exporting.grant_raw("export csv", " ")
    exporting.grant_raw("export csv", "DPO")
    (entry,) = store.all(AuditEntry)
    assert (entry.what, entry.audience, entry.label, entry.function) == (
        "export csv",
        "raw",
        "A",
        "DPO",
    )


def test_an_unknown_target_names_the_installed_ones(exporting: Exporting, board: Board) -> None:
    with pytest.raises(PluginError, match="board"):
        exporting.exporter("trello")
