"""Groups on the wall: hung together, merged, titled, taken apart, painted as one."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual import events

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.notes import Note, find_format
from naho_feedback.tui.screens.wall import WallScreen
from naho_feedback.tui.widgets.wall_columns import WallColumns
from naho_feedback.tui.widgets.wall_heads import group_line
from naho_feedback.tui.widgets.wall_title import WallTitle
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import hang, on_wall, painted, screen_text, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

SIZE = (80, 24)
FIVE = tuple(("freins", text) for text in ("cinq", "quatre", "trois", "deux", "un"))
"""Oldest first, so that ``un`` hangs on top."""


def groups(naho: Naho) -> list[set[str]]:
    """Return the texts of each group, the oldest group first."""
    session = naho.capture.session()
    return [
        {note.text for note in naho.capture.notes() if note.cluster == cluster.id}
        for cluster in naho.clustering.clusters(session.id)
    ]


def order(screen: WallScreen) -> list[str]:
    return [note.text for note in screen.wall.contents.shown[0]]


class TestHung:
    """Without a terminal."""

    COLUMNS = find_format("freins-leviers").columns

    def wall(self, *clusters: str) -> WallColumns:
        wall = WallColumns(self.COLUMNS)
        notes = [
            Note(id=f"A7K2-{n}", column="freins", text=str(n), cluster=cluster)
            for n, cluster in enumerate(clusters, 1)
        ]
        wall.replace(notes, {}, [Cluster(id="c"), Cluster(id="d")])
        return wall

    def test_a_group_hangs_where_its_newest_note_would(self) -> None:
        wall = self.wall("c", "", "d", "c", "", "d")
        assert [note.text for note in wall.shown[0]] == ["6", "3", "5", "4", "1", "2"]
        assert [wall.heights[0].lead(n) for n in range(6)] == [1, 0, 0, 1, 0, 0]
        assert [n for n in range(6) if wall.heights[0].ends_group(n)] == [1, 4]
        assert wall.size_of_group(0, "c") == (2, 2)

    def test_a_group_that_is_gone_is_none(self) -> None:
        wall = self.wall("x", "", "x")
        assert [note.text for note in wall.shown[0]] == ["3", "2", "1"]
        assert not any(wall.heights[0].is_grouped(n) for n in range(3))

    def test_a_filter_says_how_many_of_the_group_it_shows(self) -> None:
        wall = self.wall("c", "c", "c")
        wall.look_for("3")
        assert wall.size_of_group(0, "c") == (1, 3)

    def test_a_new_note_of_a_group_hangs_with_it(self) -> None:
        wall = self.wall("c", "c", "")
        wall.put(Note(id="A7K2-9", column="freins", text="9", cluster="c"))
        assert [note.text for note in wall.shown[0]] == ["9", "2", "1", "3"]

    @pytest.mark.parametrize("title", ["", "La nuit", "日本語 " * 30, "\x1b[31mx\nnuit"])
    @pytest.mark.parametrize("width", [19, 24, 60])
    def test_its_title_fills_the_column_and_is_harmless(self, title: str, width: int) -> None:
        from rich.cells import cell_len

        line = group_line(title, 2, 12, width)
        assert cell_len(line) == width
        assert line.endswith(" 2/12 ")
        assert "\x1b" not in line
        assert "\n" not in line


async def test_g_hangs_selected_notes_together_in_a_frame_with_their_number(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FIVE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "space", "end", "space", "g")
        await until(pilot, lambda: groups(naho) == [{"un", "cinq"}])
        await until(pilot, lambda: order(screen) == ["un", "cinq", "deux", "trois", "quatre"])
        rows = [row[:26] for row in painted(screen.wall)]
        assert rows[2].startswith(" ┏━ Group of notes ━")
        assert rows[2].rstrip().endswith(" 2")
        assert [row[1] for row in rows[3:9]] == ["┃"] * 5 + ["┗"]
        assert rows[4].startswith(" ┃ │ un ")
        assert rows[9].startswith(" ╭")
        assert screen.wall.selected == ()


async def test_one_selected_note_goes_with_the_one_under_the_cursor(
    naho: Naho, app: AppFactory
) -> None:
    hang(naho, *FIVE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape", "space", "down", "g")
        await until(pilot, lambda: groups(naho) == [{"un", "deux"}])


async def test_notes_of_two_groups_merge_the_whole_groups_and_one_undo_parts_them(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[:2], "Anciens")
    naho.clustering.group(notes[2:4])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "space", "home", "down", "g")
        await until(pilot, lambda: groups(naho) == [{"cinq", "quatre", "trois", "deux"}])
        await until(pilot, lambda: any(" ┏━ Anciens ━" in row for row in painted(screen.wall)))
        await pilot.press("u")
        await until(pilot, lambda: groups(naho) == [{"cinq", "quatre"}, {"trois", "deux"}])


async def test_g_on_one_note_says_what_to_do(naho: Naho, app: AppFactory) -> None:
    hang(naho, *FIVE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape", "g")
        await until(pilot, lambda: "Select the notes with Space first" in screen_text(pilot.app))
    assert groups(naho) == []


async def test_s_takes_a_note_out_and_a_group_of_one_is_none(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[:3])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "s")
        await until(pilot, lambda: groups(naho) == [{"quatre", "trois"}])
        await until(pilot, lambda: order(screen)[-1] == "cinq")
        await pilot.press("up", "s")
        await until(pilot, lambda: groups(naho) == [])
        await until(
            pilot, lambda: not any("┏━ Group of notes" in row for row in painted(screen.wall))
        )


async def test_a_group_of_which_one_note_is_taken_down_is_painted_as_what_is_left(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[-2:])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "d")
        await until(pilot, lambda: screen.wall.contents.count == 4)
        await until(
            pilot, lambda: not any("┏━ Group of notes" in row for row in painted(screen.wall))
        )
        assert groups(naho) == []


async def test_t_writes_the_title_above_the_group(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[-2:])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "t")
        await type_in(pilot, "La nuit")
        await pilot.press("enter")
        await until(pilot, lambda: any(" ┏━ La nuit ━" in row for row in painted(screen.wall)))
        assert screen.wall.has_focus
        await pilot.press("t")
        assert screen.query_one(WallTitle).field.value == "La nuit"
        await pilot.press("x", "escape")
        assert screen.wall.has_focus
        assert not screen.query_one(WallTitle).display
        await pilot.app.workers.wait_for_complete()
    session = naho.capture.session()
    assert [c.title for c in naho.clustering.clusters(session.id)] == ["La nuit"]


async def test_a_refused_title_comes_back_into_the_line_with_the_reason(
    naho: Naho, app: AppFactory
) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[-2:])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "t")
        line = screen.query_one(WallTitle)
        line.field.post_message(events.Paste("x" * 300))
        await until(pilot, lambda: len(line.field.value) == 300)
        await pilot.press("enter")
        await until(pilot, lambda: "200 is the most" in screen_text(pilot.app))
        assert line.field.has_focus
        assert len(line.field.value) == 300


async def test_a_selects_the_whole_group(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group([notes[0], notes[-1]])
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "a")
        assert {note.text for note in screen.wall.selected} == {"un", "cinq"}


async def test_split_and_title_are_offered_on_a_group_only(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FIVE)
    naho.clustering.group(notes[:2])
    async with app().run_test(size=(140, 30), notifications=True, tooltips=True) as pilot:
        await on_wall(pilot)
        await pilot.press("escape")
        assert "s Split" not in screen_text(pilot.app)
        await pilot.press("end")
        await until(pilot, lambda: "s Split" in screen_text(pilot.app))
        assert "t Title" in screen_text(pilot.app)


async def test_groups_and_titles_of_another_window_appear(naho: Naho, app: AppFactory) -> None:
    notes = hang(naho, *FIVE)
    async with app().run_test(size=SIZE, notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await type_in(pilot, "en cours")
        cluster = naho.clustering.group([notes[0], notes[-1]])
        await until(pilot, lambda: order(screen)[:2] == ["un", "cinq"])
        naho.clustering.rename(cluster, "Ailleurs")
        await until(pilot, lambda: any("┏━ Ailleurs" in row for row in painted(screen.wall)))
        naho.clustering.split(notes)
        await until(pilot, lambda: order(screen)[-1] == "cinq")
        assert screen.capture.words.value == "en cours"


async def test_whoever_went_on_meanwhile_is_left_alone(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk takes neither the cursor back nor a selection away that was made since."""
    hang(naho, *(("freins", text) for text in ("un", "deux", "trois", "quatre")))
    go_on, group = threading.Event(), naho.clustering.group

    def slowly(*given: Any, **named: Any) -> Cluster:
        assert go_on.wait(20)
        return group(*given, **named)

    monkeypatch.setattr(naho.clustering, "group", slowly)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        wall = (await on_wall(pilot)).wall
        await pilot.press("escape", "space", "down", "space", "g", "down", "space")
        assert [note.text for note in wall.selected] == ["quatre", "trois", "deux"]
        go_on.set()
        await until(pilot, lambda: len(groups(naho)) == 1)
        await settle(pilot)
        assert [note.text for note in wall.selected] == ["deux"]
        assert wall.chosen is not None
        assert wall.chosen.text == "deux"
        assert groups(naho) == [{"quatre", "trois"}]
