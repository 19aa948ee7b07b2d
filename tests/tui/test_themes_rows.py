"""The table of themes without a terminal: order, filter, columns, words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from naho_feedback.domain.notes import Note, Polarity
from naho_feedback.domain.text import shown
from naho_feedback.domain.themes import Placement
from naho_feedback.services.sureness import sureness
from naho_feedback.services.theme_table import TableRow
from naho_feedback.tui.screens.themes_names import note_words
from naho_feedback.tui.widgets.theme_cells import cell, fitted
from naho_feedback.tui.widgets.theme_detail import highlighted
from naho_feedback.tui.widgets.theme_rows import ORDERS, ThemeRows


def row(number: int, theme: str = "", confidence: float = 0.9, text: str = "mot") -> TableRow:
    placement = Placement(theme=theme, confidence=confidence) if theme else None
    return TableRow(
        note=Note(id=f"M000-{number}", text=text, at=number),
        site="Lens",
        role="",
        polarity=Polarity.BARRIER,
        placement=placement,
        label=theme,
        sure=sureness(placement),
        text=f"{text} {theme} lens",
        number=number,
    )


def rows_of(*rows: TableRow) -> ThemeRows:
    made = ThemeRows()
    made.replace(rows)
    return made


def numbers(rows: ThemeRows) -> list[int]:
    return [rows.at(place).number for place in range(len(rows.shown))]


class TestOrder:
    def test_a_row_keeps_its_place_when_it_changes_until_the_order_is_asked_for(self) -> None:
        """Whoever sorts thirty notes in a row must not see them jump."""
        rows = rows_of(row(1), row(2), row(3, "a"))
        assert numbers(rows) == [2, 1, 3]
        rows.change([row(2, "a")])
        rows.replace([row(1), row(2, "a"), row(3, "a")])
        assert numbers(rows) == [2, 1, 3]
        rows.sort()
        assert numbers(rows) == [1, 3, 2]

    @given(
        known=st.lists(st.integers(0, 3), max_size=12),
        new=st.lists(st.integers(0, 3), max_size=12),
        gone=st.sets(st.integers(0, 11)),
        order=st.sampled_from(ORDERS),
    )
    def test_new_rows_come_where_they_belong_as_if_all_were_sorted_anew(
        self, known: Sequence[int], new: Sequence[int], gone: set[int], order: object
    ) -> None:
        """And rows that are gone are gone, filtered or not."""

        def made(n: int, kind: int) -> TableRow:
            return row(n, ("", "a", "b", "c")[kind], (0.1, 0.4, 0.6, 0.9)[kind], "un" * (kind % 2))

        before = [made(n, kind) for n, kind in enumerate(known)]
        after = [made(n, kind) for n, kind in enumerate([*known, *new]) if n not in gone]
        rows = rows_of(*before)
        rows.sort(next(o for o in ORDERS if o is order))
        rows.look_for("un")
        rows.replace(after)
        fresh = rows_of(*after)
        fresh.sort(rows.order)
        fresh.look_for("un")
        assert numbers(rows) == numbers(fresh)
        rows.look_for("")
        fresh.look_for("")
        assert numbers(rows) == numbers(fresh)
        assert all(rows.place_of(rows.at(p).id) == p for p in range(len(rows.shown)))

    @given(st.lists(st.text("abé ", max_size=5), max_size=6), st.text("abé ", max_size=5))
    def test_letters_more_or_fewer_find_the_same_as_all_at_once(
        self, typed: list[str], last: str
    ) -> None:
        """Each letter more looks through what those before it found; a letter less does not."""
        texts = ["a", "b", "ab", "ba", "abe", "e b a", "bab"]
        rows = rows_of(*(row(n, text=text) for n, text in enumerate(texts)))
        whole = rows_of(*(row(n, text=text) for n, text in enumerate(texts)))
        for words in (*typed, *(last[:end] for end in range(len(last) + 1))):
            rows.look_for(words)
        for words in typed:
            rows.look_for(words)
            rows.look_for(last)
        whole.look_for(last)
        assert numbers(rows) == numbers(whole)


class TestColumns:
    @pytest.mark.parametrize("width", range(30, 200, 7))
    @pytest.mark.parametrize("role", [True, False])
    def test_they_never_overlap_nor_leave_the_width(self, width: int, role: bool) -> None:
        """The order stays; those at the right go first where there is no room."""
        slots = fitted(width, role=role, order="theme")
        for left, right in itertools.pairwise(slots):
            assert left.x + left.width + 1 == right.x
        if width >= 70:
            assert slots[-1].x + slots[-1].width <= width
        names = [slot.name for slot in slots]
        assert [n for n in ("mark", "sign", "note", "theme", "sure") if n in names] == [
            *("mark", "sign", "note", "theme", "sure")
        ]
        assert ("role" in names) <= role

    @given(st.text(max_size=40), st.integers(40, 160))
    def test_a_cell_is_as_wide_as_its_column_whatever_is_typed(self, text: str, width: int) -> None:
        """Wide letters, controls, line ends."""
        for slot in fitted(width, role=True):
            words = cell(row(1, "thème", text=text), slot, chosen=True, selected=True)
            assert cell_len(words) == slot.width
            assert not any(ord(char) < 32 for char in words)


class TestWords:
    def test_the_words_that_decided_are_found_without_case_and_accents(self) -> None:
        """Whole words only; what does not occur is left out."""
        content = highlighted(
            "Écœuré par l'ÉCRAN, écrans exclus", ["ecran", "coeure", "écœuré", "x"]
        )
        marked = [content.plain[span.start : span.end] for span in content.spans]
        assert sorted(marked) == ["ÉCRAN", "Écœuré"]

    @given(st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3))
    def test_marking_changes_no_letter(self, text: str, words: list[str]) -> None:
        """Whatever was typed."""
        assert highlighted(shown(text), words).plain == shown(text)

    def test_words_to_teach_are_those_of_the_note_the_longest_first(self) -> None:
        """No figures, no small words, each once."""
        words = note_words("La potence d'en haut 12, l'autre Potence, aujourd'hui qu'on s'assoit")
        assert words == ["aujourd'hui", "Potence", "assoit", "autre", "haut"]
