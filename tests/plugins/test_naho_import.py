"""The file collector: how it understands a file, what it takes and what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naho_feedback import i18n
from naho_feedback.api import BadRow, FileError, IncomingNote, NahoError, PluginContext
from naho_import import CsvCollector


@pytest.fixture(name="collector")
def _collector(context: PluginContext) -> CsvCollector:
    """The collector in a French workspace."""
    return CsvCollector(context)


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """A path for the file to read."""
    return tmp_path / "notes.csv"


def taken(collector: CsvCollector, file: Path, **mapping: str) -> list[IncomingNote]:
    """The notes, with the suggested mapping unless another one is given."""
    wanted = mapping or collector.inspect(file).mapping
    return [row for row in collector.read(file, wanted) if isinstance(row, IncomingNote)]


def refused(collector: CsvCollector, file: Path, **mapping: str) -> list[tuple[int, str]]:
    """Line and reason of the rows that were refused."""
    wanted = mapping or collector.inspect(file).mapping
    return [(r.line, r.reason) for r in collector.read(file, wanted) if isinstance(r, BadRow)]


def texts(collector: CsvCollector, file: Path, **mapping: str) -> list[str]:
    """What the notes say."""
    return [note.text for note in taken(collector, file, **mapping)]


class TestEncoding:
    @pytest.mark.parametrize(
        ("encoding", "name"),
        [
            ("utf-8", "UTF-8"),
            ("utf-8-sig", "UTF-8"),
            ("cp1252", "Windows-1252"),
            ("utf-16", "UTF-16"),
        ],
    )
    def test_accents_come_out_right_and_the_encoding_is_said(
        self, collector: CsvCollector, file: Path, encoding: str, name: str
    ) -> None:
        file.write_bytes("Texte;Points\r\nÉté à l'œil – 5 €;2\r\n".encode(encoding))
        shape = collector.inspect(file)
        assert shape.columns == ("Texte", "Points")
        assert f"encodage {name}" in shape.note
        assert texts(collector, file) == ["Été à l'œil – 5 €"]

    def test_an_accent_after_the_first_64_kilobytes_still_tells_the_encoding(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_bytes(b"texte\n" + b"abc\n" * 30_000 + "été\n".encode("cp1252"))
        assert texts(collector, file)[-1] == "été"

    def test_one_stray_byte_does_not_spoil_the_accents_of_the_rest(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_bytes("texte\nété\nnoël\n".encode() + b"caf\xe9\n")
        assert texts(collector, file) == ["été", "noël", "café"]
        assert "UTF-8 + Windows-1252" in collector.inspect(file).note

    def test_every_single_byte_is_read_as_something(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_bytes(b"texte\n" + bytes(b for b in range(0x80, 0x100)) + b"\n")
        (text,) = texts(collector, file)
        assert len(text) == 128
        assert "\ufffd" not in text


class TestSeparator:
    @pytest.mark.parametrize(
        ("mark", "said"), [(";", "« ; »"), (",", "« , »"), ("\t", "tabulation")]
    )
    def test_the_separator_is_found_and_said(
        self, collector: CsvCollector, file: Path, mark: str, said: str
    ) -> None:
        file.write_text(mark.join(["texte", "colonne", "points"]) + f"\nBien{mark}idees{mark}3\n")
        shape = collector.inspect(file)
        assert f"séparateur {said}" in shape.note
        assert shape.mapping == {"text": "texte", "column": "colonne", "dots": "points"}
        assert taken(collector, file) == [IncomingNote(line=2, text="Bien", column="idees", dots=3)]

    def test_commas_inside_a_semicolon_file_are_words(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("texte;points\nTrop court, trop tard, trop loin;1\nBien, oui;2\n")
        assert texts(collector, file) == ["Trop court, trop tard, trop loin", "Bien, oui"]

    def test_commas_of_a_list_of_notes_do_not_cut_them(
        self, collector: CsvCollector, file: Path
    ) -> None:
        lines = ["Formation courte, deux heures", "Pas de wifi, pas de poste", "Lent, très lent"]
        file.write_text("\n".join(lines), "utf-8")
        assert texts(collector, file) == lines

    def test_a_first_note_that_holds_a_known_word_is_no_header(
        self, collector: CsvCollector, file: Path
    ) -> None:
        lines = ["Bien, message", "Rien à dire", "Trop lent"]
        file.write_text("\n".join(lines), "utf-8")
        assert texts(collector, file) == lines

    def test_the_line_that_excel_understands_is_obeyed(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("sep=,\ntexte,points\na;b,1\n")
        assert taken(collector, file) == [IncomingNote(line=3, text="a;b", dots=1)]

    def test_unknown_names_are_a_header_when_nothing_in_it_is_data(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("utterance,intent\nWhere is my card?,card\nI lost it,lost\n")
        shape = collector.inspect(file)
        assert (shape.columns, shape.mapping) == (("utterance", "intent"), {})
        assert texts(collector, file, text="utterance") == ["Where is my card?", "I lost it"]

    def test_columns_without_a_header_are_numbered_and_no_row_is_lost(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("Trop de clics;freins;3\nBien;leviers;0\n")
        shape = collector.inspect(file)
        assert shape.columns == ("1", "2", "3")
        assert "sans ligne de titres" in shape.note
        assert [n.dots for n in taken(collector, file, text="1", dots="3")] == [3, 0]


class TestHeader:
    @pytest.mark.parametrize(
        "name",
        ["Texte", "TEXT", "Post-it", "post_it", "Verbatim", "Commentaires", "Remarque :", "note"],
    )
    def test_names_are_known_without_case_accents_and_punctuation(
        self, collector: CsvCollector, file: Path, name: str
    ) -> None:
        file.write_text(f"id;{name};Catégorie;Gommettes\n1;Bien;idees;2\n", "utf-8")
        expected = {"text": name, "column": "Catégorie", "dots": "Gommettes"}
        assert collector.inspect(file).mapping == expected

    def test_the_surest_name_wins(self, collector: CsvCollector, file: Path) -> None:
        file.write_text("note;texte\n5;Bien\n")
        assert collector.inspect(file).mapping == {"text": "texte"}

    def test_equal_and_empty_names_are_told_apart(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("texte;;texte\na;b;c\n")
        assert collector.inspect(file).columns == ("texte", "2", "texte (2)")
        assert texts(collector, file, text="texte (2)") == ["c"]

    def test_a_header_over_two_lines_is_one_header(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text('texte;"nombre de\npoints"\nBien;2\n')
        rows = taken(collector, file, text="texte", dots="nombre de\npoints")
        assert rows == [IncomingNote(line=3, text="Bien", dots=2)]

    def test_our_own_export_is_understood(self, collector: CsvCollector, file: Path) -> None:
        file.write_bytes(
            '"Clé";"Colonne";"Sens";"Texte";"Points"\r\n"k";"freins";"frein";"Lent";"2"\r\n'.encode(
                "utf-8-sig"
            )
        )
        assert taken(collector, file) == [
            IncomingNote(line=2, text="Lent", column="freins", dots=2)
        ]


class TestLists:
    @pytest.mark.parametrize("suffix", [".csv", ".txt"])
    def test_each_line_is_a_note_and_the_first_is_not_lost(
        self, collector: CsvCollector, tmp_path: Path, suffix: str
    ) -> None:
        file = tmp_path / f"list{suffix}"
        file.write_text("Trop de clics\n\nPas de wifi\n", "utf-8")
        shape = collector.inspect(file)
        assert (shape.columns, shape.mapping) == (("text",), {"text": "text"})
        assert "un post-it par ligne" in shape.note
        assert taken(collector, file) == [
            IncomingNote(line=1, text="Trop de clics"),
            IncomingNote(line=3, text="Pas de wifi"),
        ]

    def test_a_text_file_is_never_cut_or_unquoted(
        self, collector: CsvCollector, tmp_path: Path
    ) -> None:
        file = tmp_path / "list.txt"
        lines = ['"Bof" dit-elle', "a;b", "c;d", '"jamais fermé', "x\x1fy"]
        file.write_text("\n".join(lines), "utf-8")
        assert texts(collector, file) == lines

    def test_a_known_header_makes_a_text_file_a_table(
        self, collector: CsvCollector, tmp_path: Path
    ) -> None:
        file = tmp_path / "export.txt"
        file.write_text("texte\tpoints\nBien\t4\n")
        assert taken(collector, file) == [IncomingNote(line=2, text="Bien", dots=4)]

    def test_quotes_that_never_close_in_a_list_are_words(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text('texte\n"Bof" dit-elle\n"deux\nlignes"\n"jamais fermé\nfin\n', "utf-8")
        assert texts(collector, file) == [
            '"Bof" dit-elle',
            "deux\nlignes",
            '"jamais fermé',
            "fin",
        ]


class TestRows:
    def test_bad_rows_are_listed_with_their_physical_line_and_the_rest_is_taken(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text(
            "texte;colonne;points\n"
            '"Première\nseconde";freins;1\n'
            "Seul\n"
            "Trop;de;cases;ici\n"
            "Bien;idees;beaucoup\n"
            ";freins;2\n"
            ";;\n"
            "\n"
            "Bien;idees;-1\n"
            'Avant;idees;"jamais fermé\n'
            "Après;idees;\n",
            "utf-8",
        )
        assert refused(collector, file) == [
            (4, "1 cases au lieu de 3"),
            (5, "4 cases au lieu de 3"),
            (6, "les points ne sont pas un nombre"),
            (7, "pas de texte"),
            (10, "les points ne sont pas un nombre"),
            (11, "guillemets mal fermés"),
        ]
        assert taken(collector, file) == [
            IncomingNote(line=2, text="Première\nseconde", column="freins", dots=1),
            IncomingNote(line=12, text="Après", column="idees"),
        ]

    def test_reasons_speak_the_language_of_the_screen_and_never_repeat_the_row(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("text;dots\nSECRET;SECRET\nSECRET\n")
        i18n.set_language("en")
        reasons = refused(collector, file)
        assert reasons == [(2, "the dots are not a number"), (3, "1 cells instead of 2")]

    @pytest.mark.parametrize(
        ("cell", "dots"), [("", 0), (" 7 ", 7), ("3.0", 3), ("3,00", 3), ("999999", 999_999)]
    )
    def test_dots_as_spreadsheets_write_them(
        self, collector: CsvCollector, file: Path, cell: str, dots: int
    ) -> None:
        file.write_text(f"texte;points\nBien;{cell}\n")
        assert [note.dots for note in taken(collector, file)] == [dots]

    @pytest.mark.parametrize("cell", ["2.5", "1e3", "٣", "9" * 5000, "nan", "x"])
    def test_other_dots_are_refused(self, collector: CsvCollector, file: Path, cell: str) -> None:
        file.write_text(f"texte;points\nBien;{cell}\n", "utf-8")
        assert refused(collector, file) == [(2, "les points ne sont pas un nombre")]

    def test_empty_cells_that_a_spreadsheet_added_at_the_end_do_no_harm(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_text("texte;points\nBien;1;;;\n;;;;\n")
        assert taken(collector, file) == [IncomingNote(line=2, text="Bien", dots=1)]

    def test_nul_lone_carriage_returns_and_huge_cells_come_through(
        self, collector: CsvCollector, file: Path
    ) -> None:
        huge = "x" * 200_000
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, delimiter=";").writerows(
                [["texte", "points"], ["a\0b", 1], ["a\rb\nc\r\nd", 2], [huge, 3]]
            )
        assert texts(collector, file) == ["a\0b", "a\rb\nc\r\nd", huge]

    def test_a_stray_quote_does_not_swallow_the_rest_of_the_file(
        self, collector: CsvCollector, file: Path
    ) -> None:
        rows = "".join(f"Note {n};1\n" for n in range(500))
        file.write_text(f'texte;points\n"Oups;1\n{rows}')
        assert len(taken(collector, file)) == 500
        assert refused(collector, file) == [(2, "guillemets mal fermés")]

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers(0, 999)), max_size=6)
    )
    def test_what_the_csv_module_wrote_is_read_back_whole(
        self, collector: CsvCollector, file: Path, rows: list[tuple[str, int]]
    ) -> None:
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
            writer.writerows([("texte", "points"), *rows])
        kept = [(text, dots) for text, dots in rows if text.strip()]
        assert [(note.text, note.dots) for note in taken(collector, file)] == kept
        assert len(refused(collector, file)) == len(rows) - len(kept)


class TestJsonLines:
    def test_objects_and_bare_strings_are_notes(
        self, collector: CsvCollector, tmp_path: Path
    ) -> None:
        file = tmp_path / "notes.jsonl"
        lines = [
            json.dumps({"text": "Été", "column": "idees", "dots": 3}),
            '"Trop lent"',
            "",
            json.dumps({"text": "Deux\nlignes", "dots": "2"}),
        ]
        file.write_text("\n".join(lines), "utf-8")
        assert collector.inspect(file).mapping == {
            "text": "text",
            "column": "column",
            "dots": "dots",
        }
        assert taken(collector, file) == [
            IncomingNote(line=1, text="Été", column="idees", dots=3),
            IncomingNote(line=2, text="Trop lent"),
            IncomingNote(line=4, text="Deux\nlignes", dots=2),
        ]

    def test_bad_lines_are_listed_and_the_rest_is_taken(
        self, collector: CsvCollector, tmp_path: Path
    ) -> None:
        file = tmp_path / "notes.jsonl"
        lines = [
            '{"text": "Bien"',
            "[" * 100_000,
            "12",
            '{"other": 1}',
            '{"text": 5}',
            '{"text": "Bien", "dots": true}',
            '{"text": "Bien", "column": []}',
            '{"text": "Bien"}',
        ]
        file.write_text("\n".join(lines))
        mapping = {"text": "text", "dots": "dots", "column": "column"}
        assert refused(collector, file, **mapping) == [
            (1, "ni objet ni chaîne JSON"),
            (2, "ni objet ni chaîne JSON"),
            (3, "ni objet ni chaîne JSON"),
            (4, "pas de texte"),
            (5, "le texte n'est pas une chaîne"),
            (6, "les points ne sont pas un nombre"),
            (7, "colonne illisible"),
        ]
        assert taken(collector, file, **mapping) == [IncomingNote(line=8, text="Bien")]


class TestRefusals:
    def test_a_missing_file_is_one_sentence(self, collector: CsvCollector, file: Path) -> None:
        with pytest.raises(FileError, match=r"notes\.csv: illisible"):
            collector.inspect(file)

    @pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
    def test_an_empty_file_is_one_sentence(
        self, collector: CsvCollector, file: Path, content: bytes
    ) -> None:
        file.write_bytes(content)
        with pytest.raises(FileError, match="vide"):
            collector.inspect(file)

    def test_a_workbook_under_the_name_of_a_csv_is_told_apart(
        self, collector: CsvCollector, file: Path
    ) -> None:
        file.write_bytes(b"PK\x03\x04 anything")
        with pytest.raises(FileError, match="classeur"):
            collector.read(file, {"text": "text"})

    def test_half_a_utf_16_file_is_refused(self, collector: CsvCollector, file: Path) -> None:
        file.write_bytes("texte\nBien\n".encode("utf-16")[:-1])
        with pytest.raises(FileError, match="encodage"):
            collector.inspect(file)

    @pytest.mark.parametrize(
        ("mapping", "message"),
        [
            ({"text": "nope"}, "Il n'y a pas de colonne nope"),
            ({"dots": "points"}, "Quelle colonne contient le texte"),
            ({"text": ""}, "Quelle colonne contient le texte"),
            ({"text": "texte", "author": "points"}, "Champ inconnu\u00a0: author"),
        ],
    )
    def test_a_wrong_mapping_is_refused_before_the_first_row(
        self, collector: CsvCollector, file: Path, mapping: dict[str, str], message: str
    ) -> None:
        file.write_text("texte;points\nBien;1\n")
        with pytest.raises(NahoError, match=message):
            collector.read(file, mapping)


def test_three_hundred_real_questions_come_in_word_for_word(
    collector: CsvCollector, data: Path
) -> None:
    """The excerpt of Banking77 is read as Python's own csv module reads it."""
    file = data / "banking77_sample.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        expected = [row["text"] for row in csv.DictReader(opened)]
    assert len(expected) == 300
    shape = collector.inspect(file)
    assert shape.columns == ("text", "label", "split", "lang")
    assert texts(collector, file) == expected
    assert refused(collector, file) == []
