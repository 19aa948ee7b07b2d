"""A real spreadsheet opens what the CSV target writes, and computes nothing."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.audiences import Audience
from naho_feedback.errors import RefusedError
from naho_feedback.workspace import init_workspace
from tests.real.conftest import needed

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
FRENCH_CSV = "CSV:59,34,76,1,,1036,false,false"
"""LibreOffice's filter: ``;``, double quotes, UTF-8, from line 1, French, no guessing."""


@pytest.fixture
def hostile_csv(tmp_path: Path) -> Path:
    """Type every hostile string as a note and export the notes as typed."""
    naho = Naho(init_workspace(tmp_path / "w"))
    session = naho.capture.open_session("post-it", "lens")
    payloads = (HOSTILE / "csv_injection.txt").read_text("utf-8").splitlines()
    for text in [*payloads, *json.loads((HOSTILE / "naughty_strings.json").read_bytes())]:
        try:
            naho.capture.add_note(session, "", text)
        except RefusedError:
            continue  # blank: nothing to export
    view = naho.gate.view(Audience.RAW)
    options = naho.exporting.options("csv", {"folder": str(tmp_path / "csv")})
    plan = naho.exporting.plan("csv", view, options)
    list(naho.exporting.send("csv", view, plan, options))
    naho.close()
    return tmp_path / "csv" / "notes.csv"


def sheet_of(csv: Path) -> str:
    """Return the XML of the sheet that LibreOffice makes of a CSV file."""
    subprocess.run(
        [
            needed("soffice"),
            "--headless",
            f"-env:UserInstallation={(csv.parent / 'profile').as_uri()}",
            f"--infilter={FRENCH_CSV}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(csv.parent),
            str(csv),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with zipfile.ZipFile(csv.with_suffix(".xlsx")) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_no_hostile_note_becomes_a_formula(hostile_csv: Path) -> None:
    sheet = sheet_of(hostile_csv)
    assert len(re.findall(r"<row ", sheet)) > 400
    assert not re.findall(r"<f[ >]", sheet)


def test_the_check_above_can_fail(tmp_path: Path) -> None:
    bare = tmp_path / "bare.csv"
    bare.write_text('"=1+1";"x"\r\n', "utf-8")
    assert re.findall(r"<f[ >]", sheet_of(bare))
