"""What hangs where on a wall, and how tall it is, without a terminal."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from rich.cells import cell_len
from rich.style import Style

from naho_feedback.domain.notes import FORMATS, Note, find_format
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.widgets.note_card import Card, CardLook, card_rows, dots_shown
from naho_feedback.tui.widgets.note_layout import (
    ALONE,
    FRAME,
    INSIDE,
    LEADING,
    MOST_LINES,
    Heights,
    wrapped,
)
from naho_feedback.tui.widgets.wall_columns import Head, WallColumns
from naho_feedback.tui.widgets.wall_fit import Fit

COLUMNS = find_format("freins-leviers").columns
LOOK = CardLook(Style(), Style())


def notes(*given: tuple[str, str]) -> list[Note]:
    return [Note(id=f"A7K2-{n}", column=c, text=t) for n, (c, t) in enumerate(given, 1)]


def at_once_notes(wall: WallColumns, note: Note) -> list[Note]:
    """Return the wall's notes with one put among them, in the order of their numbers."""
    ids = [f"A7K2-{n}" for n in range(1, 9)]
    kept = {id_: found for id_ in ids if (found := wall.note(id_))} | {note.id: note}
    return [kept[id_] for id_ in ids if id_ in kept]


class TestWrapped:
    def test_words_stay_whole_where_they_fit(self) -> None:
        assert wrapped("Qui appeler la nuit si ça bloque ?", 12) == (
            "Qui appeler",
            "la nuit si",
            "ça bloque ?",
        )

    @pytest.mark.parametrize("sign", ["?", "!", ":", ";", "»", "?!"])
    def test_a_plain_space_before_a_french_sign_does_not_break(self, sign: str) -> None:
        assert wrapped(f"on bloque {sign} et", 9) == ("on", f"bloque {sign}", "et")

    def test_a_no_break_space_does_not_break(self) -> None:
        assert wrapped("on bloque\u00a0?", 9) == ("on", "bloque\u00a0?")

    @pytest.mark.parametrize("text", ["x" * 90, "日本語" * 30, "é" * 50 + " " + "👩\u200d⚕️" * 20])
    def test_no_line_is_wider_than_asked(self, text: str) -> None:
        lines = wrapped(text, 11)
        assert max(map(cell_len, lines)) <= 11
        assert len(lines) <= MOST_LINES

    def test_a_text_that_is_too_long_says_so(self) -> None:
        lines = wrapped("mot " * 2_500, 20)
        assert len(lines) == MOST_LINES
        assert lines[-1].endswith("…")

    def test_line_ends_of_the_text_are_kept(self) -> None:
        assert wrapped("un\r\ndeux\n\ntrois\n", 20) == ("un", "deux", "", "trois")

    def test_nothing_that_moves_a_terminal_is_left(self) -> None:
        assert wrapped("a\x1b[31mb\x9bc\u202ed", 40) == ("a␛[31mb\ufffdc\ufffdd",)


class TestHeights:
    def test_only_cards_in_view_are_wrapped(self) -> None:
        texts = [f"un texte de longueur moyenne numéro {n} " * (1 + n % 4) for n in range(10_000)]
        heights = Heights(texts, 20)
        wrapped.cache_clear()
        heights.settle(5_000, 5_040)
        assert 0 < wrapped.cache_info().misses <= 40 // (FRAME + 1) + 2

    def test_settled_cards_have_their_true_heights(self) -> None:
        texts = ["court", "un mot de plus que la ligne n'en tient", "x" * 61]
        heights = Heights(texts, 20)
        heights.settle(0, 100)
        true = [len(wrapped(text, 20)) + FRAME for text in texts]
        assert [heights.rows(n) for n in range(3)] == true
        assert heights.total == sum(true)

    def test_settling_moves_nothing_above(self) -> None:
        heights = Heights(["mot " * 20] * 50, 20)
        top = heights.top(10)
        heights.settle(top, top + 30)
        assert heights.top(10) == top

    def test_a_row_finds_its_card_and_the_end_is_the_number_of_cards(self) -> None:
        heights = Heights(["un", "deux"], 20)
        heights.settle(0, 10)
        assert [heights.at(row) for row in (0, 2, 3, 5, 6, 99)] == [0, 0, 1, 1, 2, 2]

    @pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 500])
    def test_tops_and_cards_agree_with_adding_up_whatever_changed(self, count: int) -> None:
        texts = [f"note {n} " + "mot " * (n % 13) for n in range(count)]
        grouped = bytes((ALONE, LEADING, INSIDE)[n % 3] for n in range(count))
        heights = Heights(texts, 20, grouped=grouped)
        heights.settle(100, 160)
        for index in range(0, count, 7):
            heights.change(index, "autre " * (index % 17))
        heights.put_on_top("neuf")
        heights.settle(0, 40)
        ends = list(accumulate((heights.rows(n) for n in range(count + 1)), initial=0))
        assert heights.total == ends[-1]
        assert [heights.top(n) for n in range(count + 1)] == ends[:-1]
        cards = [n for n in range(count + 1) for _row in range(heights.rows(n))]
        assert [heights.at(row) for row in range(heights.total)] == cards
        assert heights.at(heights.total) == count + 1


class TestWallColumns:
    def test_the_newest_note_is_on_top_of_its_column(self) -> None:
        wall = WallColumns(COLUMNS)
        wall.replace(notes(("freins", "un"), ("idees", "deux"), ("freins", "trois")), {})
        assert [[n.text for n in column] for column in wall.shown] == [
            ["trois", "un"],
            [],
            ["deux"],
        ]

    def test_a_note_of_an_unknown_column_hangs_in_the_last_one(self) -> None:
        wall = WallColumns(COLUMNS)
        wall.replace(notes(("disparue", "un")), {})
        assert [len(column) for column in wall.shown] == [0, 0, 1]
        assert wall.place_of("A7K2-1") == (2, 0)

    def test_the_filter_ignores_accents_and_case_and_looks_at_theme_and_receipt(self) -> None:
        wall = WallColumns(COLUMNS, [Head("materiel", "Matériel et postes")])
        wall.replace(
            notes(("freins", "Équipe de nuit"), ("freins", "clavier"), ("idees", "autre")),
            {"A7K2-2": Placement(note="A7K2-2", theme="materiel")},
        )
        for words, found in (
            ("equipe", "Équipe de nuit"),
            ("MATERIEL", "clavier"),
            ("a-3", "autre"),
        ):
            wall.look_for(words)
            assert [n.text for column in wall.shown for n in column] == [found]
        wall.look_for(" ")
        assert wall.found == wall.count == 3

    @pytest.mark.parametrize("words", ["", "o"])
    def test_one_note_put_or_changed_hangs_as_if_all_were_hung_again(self, words: str) -> None:
        first = notes(("freins", "un"), ("idees", "deux"), ("freins", "trois"), ("idees", "mot"))
        changed = [*first[:-1], Note(id=first[0].id, column="freins", text="mot " * 40, dots=2)]
        moved = Note(id=first[2].id, column="leviers", text="trois")
        one_by_one, at_once = WallColumns(COLUMNS), WallColumns(COLUMNS)
        one_by_one.look_for(words)
        at_once.look_for(words)
        for wall in (one_by_one, at_once):
            wall.resize(20)
        for note in (*first[:3], *changed, moved, first[3]):
            one_by_one.put(note)
            at_once.replace([*at_once_notes(at_once, note)], {})
            assert one_by_one.shown == at_once.shown
            assert [h.total for h in one_by_one.heights] == [h.total for h in at_once.heights]


class TestFit:
    @pytest.mark.parametrize("zoomed", [False, True])
    @pytest.mark.parametrize("columns", sorted({len(f.columns) for f in FORMATS} | {21}))
    def test_columns_that_are_shown_fit_whole(self, columns: int, zoomed: bool) -> None:
        for width in range(60, 221):
            for folded in (0, 1, columns // 2, columns):
                fit = Fit(width, [n < folded for n in range(columns)], zoomed=zoomed)
                for first in range(fit.last_first + 1):
                    slots = fit.slots(first)
                    assert slots[0].number == first
                    assert slots[-1].x + slots[-1].width <= width
                    assert all(a.x + a.width < b.x for a, b in pairwise(slots))
                    assert all(s.width == 3 if s.folded else s.width >= 19 for s in slots)

    def test_each_column_can_be_brought_into_view(self) -> None:
        for width in (60, 80, 120, 200):
            fit = Fit(width, [n % 3 == 1 for n in range(21)])
            for number in range(21):
                for first in (0, 7, fit.last_first):
                    slots = fit.slots(fit.first_for(number, first))
                    assert number in [slot.number for slot in slots]

    def test_three_columns_fit_at_eighty_and_one_zoomed(self) -> None:
        assert len(Fit(79, [False] * 3).slots(0)) == 3
        assert len(Fit(79, [False] * 3, zoomed=True).slots(0)) == 1

    def test_what_a_folded_column_leaves_goes_to_the_others(self) -> None:
        whole, folded = Fit(120, [False] * 3), Fit(120, [True, False, False])
        assert folded.column_width > whole.column_width + 10
        assert len(folded.slots(0)) == 3


class TestCard:
    def test_every_row_is_as_wide_as_the_card(self) -> None:
        card = Card(
            "日本語 et 👩\u200d⚕️ puis é\u0301 " * 3, 12, "Un thème au nom vraiment long", "A-421"
        )
        rows = card_rows(card, 26, LOOK)
        assert {sum(cell_len(s.text) for s in row) for row in rows} == {26}

    def test_the_border_holds_theme_dots_and_receipt(self) -> None:
        rows = card_rows(Card("Formation", 3, "Formation", "A-421"), 34, LOOK)
        assert rows[0][0].text == "╭" + "─" * 25 + " A-421 ╮"
        assert rows[-1][0].text == "╰─ Formation " + "─" * 13 + " ●●● 3 ╯"

    def test_many_dots_are_a_number_beside_five(self) -> None:
        assert dots_shown(0) == ""
        assert dots_shown(1200) == "●●●●● 1\u00a0200"
