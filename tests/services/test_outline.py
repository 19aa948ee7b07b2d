"""Outlines: every note of a wall, once, in columns, themes and groups."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.i18n import Localized
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.outline import Outlines, WallOutline
from naho_feedback.services.theming import Theming
from naho_feedback.store.memory import MemoryStore
from tests.conftest import TODAY, FakePlugins
from tests.services.test_undo_model import PROGRAMME

TAXONOMY = Taxonomy(
    version=1,
    themes=tuple(
        Theme(id=id_, label=Localized(id_, id_), definition=Localized("", ""), keywords=Words())
        for id_ in ("temps", "formation")
    ),
)


class Wall:
    """A wall that a test fills, and its outline."""

    def __init__(self, programme: Programme, clock: Clock) -> None:
        self.store = MemoryStore()
        self.capture = Capture(self.store, programme, clock)
        self.clustering = Clustering(self.store, self.capture, clock)
        theming = Theming(self.store, FakePlugins(), TAXONOMY, grouper="", languages=("fr",))
        self.outlines = Outlines(self.capture, theming, self.clustering, TAXONOMY)
        self.session = self.capture.open_session("post-it", "lens")

    def hang(self, column: str, text: str, theme: str | None = None) -> Note:
        note = Note(session=self.session.id, column=column, text=text, dots=1)
        (id_,) = self.store.append([put(note)], "test")
        if theme is not None:
            self.store.append([put(Placement(note=id_, theme=theme))], "test")
        return self.capture.find(Note, id_)

    def outline(self) -> WallOutline:
        return self.outlines.outline(self.session)

    def said(self) -> list[tuple[str, list[tuple[str, list[tuple[str, str, int, list[str]]]]]]]:
        """Return column, theme, then title, id and size of each group with its numbered notes."""
        return [
            (
                column.column.id,
                [
                    (
                        theme.id,
                        [
                            (
                                group.title,
                                "group" if group.id else "",
                                group.size,
                                [f"{n.number} {n.note.text}" for n in group.notes],
                            )
                            for group in theme.groups
                        ],
                    )
                    for theme in column.themes
                ],
            )
            for column in self.outline().columns
        ]


@pytest.fixture
def wall(programme: Programme, clock: Clock) -> Wall:
    return Wall(programme, clock)


def test_columns_hold_themes_in_the_taxonomys_order_and_what_is_to_be_sorted_last(
    wall: Wall,
) -> None:
    wall.hang("freins", "a")
    wall.hang("freins", "b", "formation")
    wall.hang("freins", "c", "temps")
    wall.hang("freins", "d", "")
    wall.hang("freins", "e", "old-theme")
    assert wall.said() == [
        (
            "freins",
            [
                ("temps", [("", "", 1, ["1 c"])]),
                ("formation", [("", "", 1, ["2 b"])]),
                ("old-theme", [("", "", 1, ["3 e"])]),
                ("", [("", "", 2, ["4 a", "5 d"])]),
            ],
        ),
        ("leviers", []),
        ("idees", []),
    ]


def test_a_group_over_two_columns_says_its_whole_size_in_each(wall: Wall) -> None:
    notes = [wall.hang(column, column) for column in ("freins", "freins", "idees")]
    wall.hang("freins", "seul")
    wall.clustering.group(notes, "Ensemble")
    assert wall.said() == [
        (
            "freins",
            [("", [("", "", 1, ["1 seul"]), ("Ensemble", "group", 3, ["2 freins", "3 freins"])])],
        ),
        ("leviers", []),
        ("idees", [("", [("Ensemble", "group", 3, ["1 idees"])])]),
    ]
    assert (wall.outline().count, wall.outline().dots) == (4, 4)


def test_a_column_or_group_that_nobody_knows_loses_no_note(wall: Wall) -> None:
    note = Note(session=wall.session.id, column="ancres", text="là", cluster="inconnu")
    wall.store.append([put(note)], "test")
    assert wall.said()[-1] == ("idees", [("", [("", "", 1, ["1 là"])])])


@given(
    hung=st.lists(
        st.tuples(
            st.sampled_from(["freins", "leviers", "idees", "ancres"]),
            st.none() | st.sampled_from(["", "temps", "formation", "autre"]),
            st.integers(0, 3),
        ),
        max_size=12,
    )
)
def test_every_note_is_there_once_and_numbers_run_through_each_column(
    hung: Sequence[tuple[str, str | None, int]],
) -> None:
    wall = Wall(PROGRAMME, Clock(TODAY))
    notes = [wall.hang(column, "x", theme) for column, theme, _group in hung]
    for group in (1, 2, 3):
        inside = [n for n, (_c, _t, number) in zip(notes, hung, strict=True) if number == group]
        if len(inside) > 1:
            wall.clustering.group(inside)
    outline = wall.outline()
    shown = [note.id for column in outline.columns for note in column.notes]
    assert sorted(shown) == sorted(note.id for note in notes)
    for column in outline.columns:
        numbers = [n.number for t in column.themes for g in t.groups for n in g.notes]
        assert numbers == list(range(1, column.count + 1))
