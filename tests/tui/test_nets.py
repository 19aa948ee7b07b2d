"""Nothing that somebody typed becomes markup, an action or an escape sequence."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import DataTable, Input, OptionList, Static, TextArea

from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.plugins import (
    Exporter,
    Panel,
    PanelData,
    PanelLine,
    Plan,
    PlanAction,
    PlanItem,
    Receipt,
    WorkspaceStatus,
    hookimpl,
)
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Placement
from naho_feedback.domain.views import View
from naho_feedback.i18n import Localized
from naho_feedback.services.clock import Clock
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.escape_net import EscapeNet
from naho_feedback.tui.places import PLACES
from tests.tui.conftest import NOW, AppFactory
from tests.tui.seeing import seen, settle
from tests.tui.wall_help import until

HOSTILE = (
    "[/]",
    "[/red] fin",
    "[@click=app.quit]x[/]",
    "[link=https://example.invalid]y[/link]",
    "\x1b[31mrouge\x1b[0m",
    "\x1b]0;titre\x07",
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x9b6n",
    "abc\u202edcba",
    "$accent {x} %s",
)
JOINERS = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def test_net_drops_control_and_bidi_characters() -> None:
    """Words and styles around them stay."""
    segments = [Segment("a\x1b[31mb\u202ec"), Segment("plain")]
    cleaned = EscapeNet().apply(segments, Color.parse("black"))
    assert [segment.text for segment in cleaned] == ["a[31mbc", "plain"]


def test_net_drops_joiners_and_keeps_the_width_that_was_counted() -> None:
    """An emoji made of two, a heart with its variation, and a mark that nobody sees."""
    for text in ("👩\u200d💻|", "❤\ufe0f|", "a\u200bb\ufeff|", "c\u2060d"):
        segments = [Segment(text), Segment("|")]
        cleaned, after = EscapeNet().apply(segments, Color.parse("black"))
        assert not JOINERS.search(cleaned.text)
        assert cleaned.cell_length == segments[0].cell_length
        assert after == segments[1]


def test_net_leaves_clean_lines_and_control_segments_alone() -> None:
    """Most lines hold nothing harmful, so they are not even copied."""
    segments = [Segment("Été\u00a0!", None), Segment("\x1b[2J", None, [(1,)])]  # type: ignore[list-item]
    assert EscapeNet().apply(segments, Color.parse("black")) is segments


async def test_no_widget_lets_a_control_character_through(app: AppFactory) -> None:
    """The net holds where everybody else forgot, Textual's own widgets included."""
    text = "\x1b]0;titre\x07\x1b[31m\x9b6n\u202eabc 👩\u200d💻"
    async with app().run_test(size=(80, 40)) as pilot:
        await settle(pilot)
        await pilot.app.screen.mount(
            Static(text, markup=False),
            Input(text),
            OptionList(text, markup=False),
            TextArea(text),
        )
        await settle(pilot)
        painted = seen(pilot.app)
        assert painted.count("titre") == 4
        assert not HARMFUL.search(painted.replace("\n", ""))
        assert not JOINERS.search(painted)


async def test_net_is_what_holds() -> None:
    """Without it Textual passes escape sequences on: the test above is not empty."""

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("\x1b[31mx", markup=False)

    async with Bare().run_test() as pilot:
        await pilot.pause()
        strips: list[Any] = pilot.app.screen._compositor.render_strips()
        assert "\x1b" in "".join(strip.text for strip in strips)


class _HostilePanel(Panel):
    name = "hostile"
    screen = "wall"

    def data(self, view: View, status: WorkspaceStatus) -> PanelData:
        lines = tuple(PanelLine(label=text, value=text, bar=0.5) for text in HOSTILE)
        return PanelData(
            title=HOSTILE[0] + HOSTILE[4], lines=lines, spark=(1, 2), spark_label="[/]"
        )


class _HostileExporter(Exporter):
    name = "hostile"
    label = Localized("[/] \x1b[31m", "[/] \x1b[31m")

    def plan(self, view: View, receipts: Any, options: Any) -> Plan:
        items = tuple(
            PlanItem(key=f"k{i}", action=action, title=text, detail=text)
            for i, text in enumerate(HOSTILE)
            for action in (tuple(PlanAction)[i % 4],)
        )
        return Plan(target="[/] \x1b]0;t\x07", items=items)

    def send(self, plan: Plan, view: View, options: Any) -> Any:
        for item in plan.items:
            yield Receipt(key=item.key, reference=item.detail)


class _Hostile:
    @hookimpl
    def register_panels(self) -> list[Panel]:
        return [_HostilePanel()]

    @hookimpl
    def register_exporters(self) -> list[Exporter]:
        return [_HostileExporter()]


@pytest.fixture
def hostile(naho: Naho) -> Naho:
    """A workspace where notes, titles, sites, audiences and a plugin say hostile things."""
    sites = tuple(
        msgspec.structs.replace(site, name=HOSTILE[i % len(HOSTILE)] + site.name)
        for i, site in enumerate(naho.programme.sites)
    )
    programme = msgspec.structs.replace(naho.programme, name="[/] n", sites=sites)
    settings = msgspec.structs.replace(naho.settings, programme=programme)
    workspace = msgspec.structs.replace(naho.workspace, settings=settings)
    made = Naho(workspace, plugins=False, store=naho.store)
    made.clock = Clock(naho.clock.today(), now=lambda: NOW)
    made.plugins.register(_Hostile(), "hostile")
    at = int(NOW.timestamp() * 1000)
    for i, text in enumerate(HOSTILE):
        (session,) = made.store.append(
            [
                put(
                    Session(
                        workshop="post-it",
                        site=sites[i % len(sites)].id,
                        format="freins-leviers",
                        title=text,
                        audience=text,
                        opened=at + i,
                    )
                )
            ],
            "test",
        )
        (note,) = made.store.append(
            [
                put(
                    Note(
                        session=session,
                        column="freins",
                        text=text,
                        at=at + i,
                        review=Review.QUOTABLE,
                    )
                )
            ],
            "test",
        )
        placement = Placement(note=note, theme="formation", by="test", words=(text,))
        made.store.append([put(placement)], "test")
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 60)])
async def test_hostile_words_are_shown_as_words(hostile: Naho, size: tuple[int, int]) -> None:
    """On every screen: no crash, no markup, no action, no escape sequence."""
    async with NahoApp(hostile).run_test(size=size, notifications=True, tooltips=True) as pilot:
        assert isinstance(pilot.app, NahoApp)
        for place in (*PLACES, PLACES[-1]):
            await pilot.press(place.key)
            await settle(pilot)
            assert not HARMFUL.search(seen(pilot.app).replace("\n", "")), place.name
            for strip in pilot.app.screen._compositor.render_strips():
                for segment in strip:
                    meta = segment.style.meta if segment.style else {}
                    assert "@click" not in meta, (place.name, segment.text)
            if place.name == "sessions":
                assert "[/red] fin" in seen(pilot.app)
                await pilot.press("c")
                await settle(pilot)
                assert not HARMFUL.search(seen(pilot.app).replace("\n", ""))
                await pilot.press("escape", "n")
                await settle(pilot)
                await pilot.press("escape")
            if place.name == "send":
                await pilot.press("enter")
                await settle(pilot)
                assert "✓" in seen(pilot.app)
            if place.name == "summary":
                await pilot.press("s")
                await settle(pilot)
                await pilot.press("escape")


async def test_the_palette_lists_hostile_titles_as_words(hostile: Naho) -> None:
    """It knows strings with markup only: a title with ``[/red]`` would stop the app."""
    async with NahoApp(hostile).run_test(size=(120, 60), notifications=True) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "(/red) fin" in seen(pilot.app))
        await pilot.press("f", "i", "n")
        await until(pilot, lambda: "(/) " not in seen(pilot.app))
        assert "(/red) fin" in seen(pilot.app)
        assert not HARMFUL.search(seen(pilot.app).replace("\n", ""))


async def test_session_table_holds_text_and_never_markup(hostile: Naho) -> None:
    """A cell given as a plain string would be read as markup."""
    async with NahoApp(hostile).run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        table = pilot.app.screen.query_one(DataTable)
        cells = [cell for row in range(table.row_count) for cell in table.get_row_at(row)]
        assert cells
        assert all(type(cell).__name__ == "Text" for cell in cells)
