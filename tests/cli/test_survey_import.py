"""``naho survey import``: answers from CSV files, JSON Lines and workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.workspace import read_workspace
from tests.cli.conftest import Shell
from tests.cli.test_no_nir import DIGITS, WRITTEN
from tests.plugins.workbooks import workbook
from tests.traces import traces

RUN = ("survey", "import", "visiteur")


def kept(shell: Shell) -> list[dict[str, Answer]]:
    assert shell.folder is not None
    naho = Naho(read_workspace(shell.folder), plugins=False)
    responses = list(naho.store.all(Response))
    naho.close()
    assert {response.origin for response in responses} <= {Origin.IMPORT}
    return [response.answers for response in responses]


def csv(tmp_path: Path, *rows: str, name: str = "reponses.csv") -> str:
    file = tmp_path / name
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(file)


def test_ids_labels_of_both_languages_and_codes_are_understood(wall: Shell, tmp_path: Path) -> None:
    file = csv(
        tmp_path,
        "v1;Après la visite, vous êtes :;v3;Nom du stand",
        "5;plus favorable;Quand ?;A",
        "Rather yes;plus;;A",
        "Plutôt OUI;3;;B",
        ";;;",
    )
    ran = wall(*RUN, file, "--yes")
    assert "not taken: Nom du stand" in ran.out
    assert "v2 ← Après la visite, vous êtes :" in ran.out
    assert kept(wall) == [
        {"v1": 5, "v2": "plus", "v3": "Quand ?"},
        {"v1": 4, "v2": "plus"},
        {"v1": 4, "v2": "moins"},
    ]


def test_nothing_is_kept_before_somebody_agrees(wall: Shell, tmp_path: Path) -> None:
    file = csv(tmp_path, "v1", "5")
    ran = wall(*RUN, file)
    assert "1 person's answers would be stored" in ran.out
    assert "Nothing was kept." in ran.err
    assert kept(wall) == []
    wall(*RUN, file, stdin="o\n", tty=True)
    assert kept(wall) == [{"v1": 5}]


def test_a_row_that_does_not_fit_is_told_with_its_line_and_the_others_are_kept(
    wall: Shell, tmp_path: Path
) -> None:
    file = csv(tmp_path, "v1;v2", "9;plus", "4;rien de tel", "3;plus")
    ran = wall.run(*RUN, file, "--yes")
    assert ran.status == 1
    assert [line.partition(":")[0] for line in ran.err.splitlines()[:2]] == ["line 2", "line 3"]
    assert "rien de tel" not in ran.err
    assert kept(wall) == [{"v1": 3, "v2": "plus"}]


def test_a_column_may_be_named(wall: Shell, tmp_path: Path) -> None:
    file = csv(tmp_path, "utile;avis", "4;bien")
    refused = wall.run(*RUN, file, "--yes")
    assert refused.status == 1
    assert "utile, avis" in refused.err
    wall(*RUN, file, "--map", "v1=utile", "--yes")
    assert kept(wall) == [{"v1": 4}]
    assert wall.run(*RUN, file, "--map", "v1=rien", "--yes").status == 2
    assert wall.run(*RUN, file, "--map", "v9=utile", "--yes").status == 1
    assert wall.run(*RUN, file, "--map", "v1", "--yes").status == 2


def test_a_file_is_not_taken_twice_unless_that_is_wanted(wall: Shell, tmp_path: Path) -> None:
    file = csv(tmp_path, "v1", "5", "5", "3")
    wall(*RUN, file, "--yes")
    ran = wall.run(*RUN, file, "--yes")
    assert ran.status == 1
    assert "--again" in ran.err
    assert len(kept(wall)) == 3
    more = csv(tmp_path, "v1", "5", "5", "5", name="autres.csv")
    wall(*RUN, more, "--yes")
    assert len(kept(wall)) == 6
    wall(*RUN, file, "--yes", "--again")
    assert len(kept(wall)) == 9


def test_a_nir_is_refused_with_its_line_and_stands_nowhere(wall: Shell, tmp_path: Path) -> None:
    file = csv(tmp_path, "v1;v3", f"5;voir {WRITTEN[0]}", "4;bien")
    ran = wall.run(*RUN, file, "--yes")
    assert ran.status == 1
    assert ran.err.startswith("line 2: v3: ")
    assert wall.folder is not None
    assert traces(wall.folder, DIGITS) == []
    assert kept(wall) == [{"v1": 4, "v3": "bien"}]


def test_words_join_the_notes_with_their_origin(wall: Shell, tmp_path: Path) -> None:
    wall(*RUN, csv(tmp_path, "v3", "Où se garer ?"), "--yes")
    assert wall.folder is not None
    naho = Naho(read_workspace(wall.folder), plugins=False)
    assert [(n.text, n.origin) for n in naho.store.all(Note) if n.origin is Origin.IMPORT] == [
        ("Où se garer ?", Origin.IMPORT)
    ]
    naho.close()


def test_a_workbook_is_read_as_a_spreadsheet_shows_it(wall: Shell, tmp_path: Path) -> None:
    file = tmp_path / "reponses.xlsx"
    file.write_bytes(workbook([["v1", "v3"], [5.0, "Quand ?"], ["Plutôt oui", None]]))
    wall(*RUN, str(file), "--yes")
    assert kept(wall) == [{"v1": 5, "v3": "Quand ?"}, {"v1": 4}]


def test_notes_come_from_a_workbook_too(wall: Shell, tmp_path: Path) -> None:
    file = tmp_path / "notes.xlsx"
    file.write_bytes(
        workbook([["Commentaire", "Votes"], ["Trop de clics", 3.0], ["=1+1", None]], sheet="<1>")
    )
    ran = wall("import", str(file), "--yes", "--json")
    assert ran.json["session"]
    assert wall.folder is not None
    naho = Naho(read_workspace(wall.folder), plugins=False)
    notes = [(n.text, n.dots) for n in naho.store.all(Note) if n.origin is Origin.IMPORT]
    naho.close()
    assert notes == [("Trop de clics", 3), ("=1+1", 0)]


def test_json_lines_are_read_too(wall: Shell, tmp_path: Path) -> None:
    file = csv(tmp_path, '{"v1": 4, "v2": "plus"}', '{"v1": "2"}', name="reponses.jsonl")
    wall(*RUN, file, "--yes")
    assert kept(wall) == [{"v1": 4, "v2": "plus"}, {"v1": 2}]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0 none"])
def test_a_broken_workbook_is_one_sentence(wall: Shell, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "reponses.xlsx"
    file.write_bytes(content)
    ran = wall.run(*RUN, str(file), "--yes")
    assert ran.status == 1
    assert "reponses.xlsx" in ran.err
    assert "Traceback" not in ran.err
