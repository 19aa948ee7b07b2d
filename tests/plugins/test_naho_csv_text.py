"""The CSV exporter: nothing is a formula, and nothing is lost on the way."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naho_csv import CsvOptions, neutralise, undo_neutralise
from naho_feedback.api import (
    Audience,
    Count,
    PluginContext,
    Records,
    Table,
    TableColumn,
    Taxonomy,
)
from tests.plugins.csv_help import (
    NFC,
    MakeView,
    note,
    read,
    rows_of,
    sent,
)


class TestFormulas:
    @pytest.mark.parametrize(
        "cell",
        [
            *("=1+1", "+1", "-1", "@A1", "\t=1", "\rx", "\nx", "\0x", "＝1", "＋1", "－1", "＠A"),
            *(" =1", "\u00a0=1", "\ufeff=1", "\u200b@x", "'", "'=1", "''", "\x1b-2", "\u3000+1"),
        ],
    )
    def test_what_could_be_a_formula_gets_one_apostrophe(self, cell: str) -> None:
        assert neutralise(cell) == f"'{cell}"

    @pytest.mark.parametrize("cell", ["", " ", "a=1", "été", "1-2", "l'eau", "−1", "(=1)", "  'a"])
    def test_other_cells_stay_as_they_are(self, cell: str) -> None:
        assert neutralise(cell) == cell

    @settings(deadline=None)
    @given(NFC)
    def test_one_rule_takes_it_back_from_every_cell(self, cell: str) -> None:
        assert undo_neutralise(neutralise(cell)) == cell
        assert not re.match(r"[=+\-@\t\r\0]", neutralise(cell))

    def test_headers_are_neutralised_too(self, make_view: MakeView, taxonomy: Taxonomy) -> None:
        table = Table("t", "T", (TableColumn("=id", "=cmd|' /C calc'!A0"),), ())
        view = make_view(tables=(table,))
        assert rows_of(view, taxonomy, CsvOptions()) == [["'=cmd|' /C calc'!A0"]]
        assert rows_of(view, taxonomy, CsvOptions(plain=True)) == [["'=id"]]

    def test_it_can_be_switched_off(self, make_view: MakeView, taxonomy: Taxonomy) -> None:
        table = Table("t", "T", (TableColumn("a", "A"),), (("=1",), ("'x",)))
        rows = rows_of(make_view(tables=(table,)), taxonomy, CsvOptions(neutralise=False))
        assert rows == [["A"], ["=1"], ["'x"]]

    def test_figures_are_never_touched(self, make_view: MakeView, taxonomy: Taxonomy) -> None:
        table = Table("t", "T", (TableColumn("a", "A"),), ((-1,), (-0.5,), (Count(-3),)))
        rows = rows_of(make_view(tables=(table,)), taxonomy, CsvOptions())
        assert rows[1:] == [["-1"], ["-0,5"], ["-3"]]


class TestRoundTrip:
    @settings(deadline=None)
    @given(rows=st.lists(st.tuples(NFC, NFC), max_size=5), plain=st.booleans(), off=st.booleans())
    def test_any_text_comes_back(
        self,
        make_view: MakeView,
        taxonomy: Taxonomy,
        rows: list[tuple[str, str]],
        *,
        plain: bool,
        off: bool,
    ) -> None:
        table = Table("t", "T", (TableColumn("a", "A"), TableColumn("b", "B")), tuple(rows))
        options = CsvOptions(plain=plain, neutralise=not off)
        back = rows_of(make_view(tables=(table,)), taxonomy, options)[1:]
        if not off:
            back = [[undo_neutralise(cell) for cell in row] for row in back]
        assert [tuple(row) for row in back] == rows

    @pytest.mark.parametrize("plain", [True, False])
    def test_naughty_strings_and_payloads_come_back_and_none_is_a_formula(
        self, context: PluginContext, make_view: MakeView, data: Path, *, plain: bool
    ) -> None:
        naughty = json.loads((data / "hostile" / "naughty_strings.json").read_bytes())
        payloads = (data / "hostile" / "csv_injection.txt").read_text("utf-8").splitlines()
        assert (len(naughty), len(payloads)) == (515, 14)
        texts = [unicodedata.normalize("NFC", text) for text in naughty + payloads]
        records = Records(tuple(note(text, n) for n, text in enumerate(texts)))
        view = make_view(audience=Audience.RAW, records=records)
        sent(context, view, options=CsvOptions(plain=plain))
        header, *rows = read(context.output_dir / "csv-raw" / "notes.csv", plain=plain)
        cells = [row[header.index("text" if plain else "Texte")] for row in rows]
        assert [undo_neutralise(cell) for cell in cells] == texts
        assert not [cell for cell in cells if re.match(r"[=+\-@＝＋－＠\t\r\0]", cell)]
        assert sum(cell != text for cell, text in zip(cells, texts, strict=True)) > 14

    def test_a_lone_surrogate_does_not_stop_the_export(
        self, make_view: MakeView, taxonomy: Taxonomy
    ) -> None:
        table = Table("t", "T", (TableColumn("a", "A"),), (("x\ud800",),))
        assert rows_of(make_view(tables=(table,)), taxonomy, CsvOptions())[1] == ["x\ufffd"]
