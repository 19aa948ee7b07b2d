"""Anybody's tools read the journal: it is JSON, a line at a time."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from naho_feedback.domain.events import patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore
from naho_feedback.store.line import COLUMNS
from tests.real.conftest import needed

TEXTS = ["Trop de clics\nla nuit, “l'imprimante” …", '"]\n["', "😀 \u2028 \\ \x7f", "=1+1"]


def jq(program: str, *files: Path) -> list[str]:
    """Return the lines that jq prints for these files; a text may hold other line ends."""
    command = [needed("jq"), "-c", program, *map(str, files)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")[
        :-1
    ]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files of a journal with notes, a change, a removal and a transaction of several."""
    store = JournalStore(tmp_path / "data")
    ids = [store.append([put(Note(text=text))], "wall")[0] for text in TEXTS]
    store.append([patch(Note, ids[0], dots=3)], "wall")
    store.append([remove(Note, ids[3])], "wall")
    store.append([put(Note(text="un")), put(Note(text="deux"))], "import")
    store.db.journal.seal()
    store.append([put(Note(text="dans le fichier suivant"))], "kiosk")
    store.close()
    return sorted((tmp_path / "data").glob("0*.jsonl"))


def test_jq_prints_each_line_as_one_array(files: list[Path]) -> None:
    """``jq -c . data/0*.jsonl`` prints as many lines as there are, and says what is in them."""
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")[:-1]]
    printed = jq(".", *files)
    assert len(files) == 2
    assert [json.loads(line) for line in printed] == [json.loads(line) for line in lines]


def test_jq_finds_the_notes_by_the_names_of_the_columns(files: list[Path]) -> None:
    """The header names the columns, so nobody has to count them."""
    header = json.loads(jq(".", files[0])[0])
    assert header[5] == list(COLUMNS)
    op, table, body = (COLUMNS.index(name) for name in ("op", "table", "body"))
    program = f'select(.[{op}] == "put" and .[{table}] == "notes") | .[{body}].text'
    found = [json.loads(line) for line in jq(program, *files)]
    assert found == [*TEXTS, "dans le fichier suivant"]
