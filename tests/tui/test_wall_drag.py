"""The mouse on the wall: dragging, selecting, opening what is folded, scrolling."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.wall import WallView
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import hang, on_wall, painted, screen_text, texts, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
FOUR = (("freins", "un"), ("freins", "deux"), ("freins", "trois"), ("idees", "loin"))
IN_SECOND, IN_THIRD = (35, 12), (65, 12)

Cell = tuple[int, int]


def cell_of(screen: WallScreen, note: Note) -> Cell:
    """Return a cell on a note's card."""
    region = screen.wall.region_of(note.id)
    assert region is not None
    return region.x + 2, region.y + 1


async def press_and_move(pilot: Pilot[None], start: Cell, *path: Cell) -> None:
    await pilot.mouse_down(WallView, offset=start)
    for cell in path:
        await move(pilot, cell)


async def move(pilot: Pilot[None], cell: Cell, *, button: int = 1) -> None:
    """Move the mouse with its button held, which Textual's own ``hover`` cannot say."""
    await pilot._post_mouse_events([events.MouseMove], WallView, offset=cell, button=button)


async def test_a_card_dragged_to_another_column_hangs_there(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), IN_SECOND)
        await pilot.mouse_up(WallView, offset=IN_SECOND)
        await until(pilot, lambda: ("leviers", "un", 0) in texts(naho))
        assert [c for c, _t, _d in texts(naho)].count("freins") == 2


async def test_while_it_is_dragged_the_card_and_its_goal_can_be_seen(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        x, y = cell_of(screen, notes[0])
        await press_and_move(pilot, (x, y), (x + 6, y), IN_SECOND)
        rows = painted(screen.wall)
        assert "⇩ +" in rows[0]
        assert rows[0].count("⇩") == 1
        assert rows[10].count("┃") == 2  # posts at both sides of the column
        row = next(row for row in rows if " un " in row)
        assert row[1] == "┆"
        await move(pilot, IN_THIRD)
        assert "⇩ !" in painted(screen.wall)[0]
        await pilot.press("escape")
        await pilot.mouse_up(WallView, offset=IN_THIRD)
        assert "⇩" not in painted(screen.wall)[0]
        await pilot.app.workers.wait_for_complete()
    assert [c for c, _t, _d in texts(naho)] == [c for c, _t in FOUR]


async def test_a_card_dropped_on_another_one_of_its_column_hangs_with_it(
    naho: Naho, app: AppFactory
) -> None:
    un, deux, trois, _loin = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        start, onto = cell_of(screen, un), cell_of(screen, trois)
        await press_and_move(pilot, start, (start[0] + 4, start[1]), onto)
        row = next(row for row in painted(screen.wall) if " trois " in row)
        assert row[1] == "┃"  # it is shown where it would hang
        await pilot.mouse_up(WallView, offset=onto)
        await until(pilot, lambda: len(naho.clustering.clusters(un.session)) == 1)
        kept = {n.text: n.cluster for n in naho.capture.notes()}
        assert kept["un"] == kept["trois"] != ""
        assert kept["deux"] == kept["loin"] == ""
        await settle(pilot)
        # Notes of one group stay one group; beside the others, or in another column, nothing new.
        onto = cell_of(screen, trois)
        await press_and_move(pilot, cell_of(screen, un), (20, 1), onto)
        await pilot.mouse_up(WallView, offset=onto)
        assert screen.wall.selected == ()
        await settle(pilot)
        assert {n.text: n.cluster for n in naho.capture.notes()} == kept
        onto = cell_of(screen, deux)
        await press_and_move(pilot, cell_of(screen, un), (20, 1), onto)
        await pilot.mouse_up(WallView, offset=onto)
        await until(pilot, lambda: naho.capture.find(Note, trois.id).cluster == "")
        kept = {n.text: n.cluster for n in naho.capture.notes()}
        assert kept["un"] == kept["deux"] != ""  # it went alone


async def test_a_card_dropped_on_one_of_another_column_is_only_carried(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        onto = cell_of(screen, notes[3])
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), onto)
        await pilot.mouse_up(WallView, offset=onto)
        await until(pilot, lambda: ("idees", "un", 0) in texts(naho))
        await settle(pilot)
        assert "Now in “Idées”." in screen_text(pilot.app)
    assert all(not n.cluster for n in naho.capture.notes())


async def test_the_whole_selection_is_dragged_by_one_of_its_cards(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.click(WallView, offset=cell_of(screen, notes[0]))
        await pilot.click(WallView, offset=cell_of(screen, notes[2]), control=True)
        await pilot.click(WallView, offset=cell_of(screen, notes[0]), control=True)
        assert {note.text for note in screen.wall.selected} == {"un", "trois"}
        await press_and_move(pilot, cell_of(screen, notes[2]), (20, 12), IN_THIRD)
        await pilot.mouse_up(WallView, offset=IN_THIRD)
        await until(pilot, lambda: [c for c, _t, _d in texts(naho)].count("idees") == 3)
        assert ("freins", "deux", 0) in texts(naho)


async def test_shift_and_a_click_selects_all_between(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.click(WallView, offset=cell_of(screen, notes[2]))
        await pilot.click(WallView, offset=cell_of(screen, notes[0]), shift=True)
        assert {note.text for note in screen.wall.selected} == {"un", "deux", "trois"}
        await pilot.click(WallView, offset=cell_of(screen, notes[1]))
        assert len(screen.wall.selected) == 0


async def test_a_card_let_go_where_it_hangs_stays_and_a_click_only_chooses(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    version = naho.store.version
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        start = cell_of(screen, notes[0])
        await press_and_move(pilot, start, (start[0] + 6, start[1] + 3), (10, 14))
        await pilot.mouse_up(WallView, offset=(10, 14))
        await pilot.click(WallView, offset=start)
        await pilot.app.workers.wait_for_complete()
        assert screen.wall.chosen == notes[0]
    assert naho.store.version == version


async def test_the_title_of_a_group_selects_and_drags_all_of_it(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    naho.clustering.group(notes[:2], "Ensemble")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        row = next(n for n, line in enumerate(painted(screen.wall)) if "Ensemble" in line)
        await pilot.click(WallView, offset=(6, row))
        assert {note.text for note in screen.wall.selected} == {"un", "deux"}
        await pilot.click(WallView, offset=(6, row))
        assert len(screen.wall.selected) == 0
        await press_and_move(pilot, (6, row), (20, 12), IN_SECOND)
        await pilot.mouse_up(WallView, offset=IN_SECOND)
        await until(pilot, lambda: [c for c, _t, _d in texts(naho)].count("leviers") == 2)


async def test_by_theme_a_drop_places(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FOUR)
    naho.theming.place(notes[0].id, "materiel")
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "v")
        await press_and_move(pilot, cell_of(screen, notes[3]), (20, 12), (60, 12))
        await pilot.mouse_up(WallView, offset=(60, 12))
        await until(pilot, lambda: notes[3].id in naho.theming.placements())
        placement = naho.theming.placements()[notes[3].id]
        assert (placement.theme, placement.locked) == ("materiel", True)


async def test_a_click_on_a_strip_opens_it_and_a_drop_on_it_hangs_there(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "right", "f")
        strip = next(slot for slot in screen.wall.slots if slot.folded)
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), (strip.x + 1, 12))
        await pilot.mouse_up(WallView, offset=(strip.x + 1, 12))
        await until(pilot, lambda: ("leviers", "un", 0) in texts(naho))
        await pilot.click(WallView, offset=(strip.x + 1, 12))
        assert not screen.wall.is_folded(1)


async def test_nothing_is_dragged_off_a_closed_wall(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FOUR)
    naho.capture.close_session(notes[0].session)
    version = naho.store.version
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot, notes[0].session)
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), IN_SECOND)
        assert "⇩" not in painted(screen.wall)[0]
        await pilot.mouse_up(WallView, offset=IN_SECOND)
        await pilot.app.workers.wait_for_complete()
    assert naho.store.version == version


async def test_the_wheel_scrolls(naho: Naho, app: AppFactory) -> None:
    hang(naho, *[("freins", f"note {n}") for n in range(30)])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        assert any("note 29" in row for row in painted(screen.wall))
        for _turn in range(3):
            await pilot._post_mouse_events([events.MouseScrollDown], WallView, offset=(10, 10))
        await until(pilot, lambda: screen.wall.scroll_offset.y > 0)
        assert not any("note 29" in row for row in painted(screen.wall))


async def test_a_button_let_go_outside_of_the_terminal_carries_nothing(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), IN_SECOND)
        await move(pilot, IN_THIRD, button=0)
        assert "⇩" not in painted(screen.wall)[0]
        await pilot.mouse_up(WallView, offset=IN_THIRD)
        await pilot.app.workers.wait_for_complete()
    assert [c for c, _t, _d in texts(naho)] == [c for c, _t in FOUR]


async def test_letting_go_is_no_click_of_its_own(naho: Naho, app: AppFactory) -> None:
    """Textual tells of a click after each button that goes up on the widget it went down on."""
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape")
        await press_and_move(pilot, cell_of(screen, notes[0]), (20, 12), (35, 0))
        await pilot._post_mouse_events(
            [events.MouseUp, events.Click], WallView, offset=(35, 0), button=1
        )
        await until(pilot, lambda: ("leviers", "un", 0) in texts(naho))
        assert screen.wall.has_focus  # a click on a head would begin a note there
        await pilot.click(WallView, offset=(35, 0))
        await until(pilot, lambda: screen.capture.words.has_focus)


async def test_a_hand_that_slips_over_two_borders_groups_nothing(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FOUR)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        region = screen.wall.region_of(notes[2].id)
        assert region is not None
        low = (region.x + 3, region.bottom - 1)
        await press_and_move(pilot, low, (low[0] + 1, low[1] + 1))
        await pilot.mouse_up(WallView, offset=(low[0] + 1, low[1] + 1))
        await settle(pilot)
    assert all(not n.cluster for n in naho.capture.notes())


async def test_one_note_of_a_group_goes_alone_and_a_title_takes_all(
    naho: Naho, app: AppFactory
) -> None:
    names = ("un", "deux", "trois", "quatre")
    notes = hang(naho, *(("freins", name) for name in names), ("leviers", "loin"))
    session = notes[0].session
    naho.clustering.group([notes[0], notes[1], notes[4]], "Premier")
    naho.clustering.group([notes[2], notes[3]], "Second")

    def grouped() -> list[set[str]]:
        clusters = naho.clustering.clusters(session)
        return [
            {note.text for note in naho.capture.notes() if note.cluster == cluster.id}
            for cluster in clusters
        ]

    async with app().run_test(size=(80, 40), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        onto = cell_of(screen, notes[2])
        await press_and_move(pilot, cell_of(screen, notes[1]), (20, 1), onto)
        await pilot.mouse_up(WallView, offset=onto)
        await until(pilot, lambda: grouped() == [{"un", "loin"}, {"deux", "trois", "quatre"}])
        await settle(pilot)
        region = screen.wall.region_of(notes[0].id)
        assert region is not None
        title, onto = (region.x + 3, region.y - 1), cell_of(screen, notes[2])
        await press_and_move(pilot, title, (20, 1), onto)
        await pilot.mouse_up(WallView, offset=onto)
        await until(pilot, lambda: grouped() == [{*names, "loin"}])
    assert [n.column for n in naho.capture.notes() if n.text == "loin"] == ["leviers"]
