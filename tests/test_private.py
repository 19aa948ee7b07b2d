"""Nothing goes over a network while people speak, and nobody else can read what they said."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.collecting import NIR
from tests.traces import traces

ROOT = Path(__file__).parents[1]
DIGITS = NIR.replace(" ", "")


@dataclass(frozen=True)
class Week:
    """A workspace after everything was used in it, and what was asked of sockets meanwhile."""

    folder: Path
    while_collecting: list[str]
    all: list[str]

    def files(self) -> dict[str, Path]:
        """Return the files that hold what people said, by their path in the workspace."""
        folders = (self.folder / name for name in ("data", "exports", "backups"))
        return {
            file.relative_to(self.folder).as_posix(): file
            for folder in folders
            for file in folder.rglob("*")
            if file.is_file()
        }


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    """Return a workspace in which everything was used, by a process of its own."""
    folder = tmp_path_factory.mktemp("week") / "w"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.collecting", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={
            **{k: v for k, v in os.environ.items() if k != "NAHO_DISABLE_PLUGINS"},
            "NAHO_LANGUAGE": "en",
            "NAHO_CONFIG_DIR": str(folder.parent / "config"),
        },
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    return Week(folder, told["while_collecting"], told["all"])


def test_no_socket_opens_while_collecting(week: Week) -> None:
    """Wall, door and questionnaire in the app; then commands, an import and an export."""
    assert week.while_collecting == []
    assert week.all == ["socket.connect"], "the hook heard the one that was meant to be heard"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_what_people_said_is_readable_by_its_owner_only(week: Week) -> None:
    files = week.files()
    kinds = {
        "a journal": "data/000001.jsonl",
        "a quarantine": "data/quarantine.jsonl",
        "a log": "data/naho.log",
        "a draft": "data/drafts/",
        "a journal put aside": "data/replaced-",
        "a copy": "backups/",
        "a table": "exports/csv-manager/",
        "a table as typed": "exports/csv-raw/",
    }
    for what, start in kinds.items():
        assert any(name.startswith(start) for name in files), f"{what} was not made"
    assert any(name.endswith(".lock") or "lock" in name for name in files), "no lock was made"
    modes = {name: stat.S_IMODE(file.stat().st_mode) for name, file in files.items()}
    assert {name: oct(mode) for name, mode in modes.items() if mode != 0o600} == {}


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_nobody_else_looks_into_their_folders(week: Week) -> None:
    tops = [week.folder / name for name in ("data", "exports", "backups")]
    assert [oct(stat.S_IMODE(folder.stat().st_mode)) for folder in tops] == [oct(0o700)] * 3


def test_a_number_typed_on_the_wall_is_nowhere(week: Week) -> None:
    """Nor is a part of it that a draft had caught: it ends before the number begins."""
    assert traces(week.folder, DIGITS) == []
    assert traces(week.folder, DIGITS[:7]) == []
    draft = next(f for name, f in week.files().items() if name.startswith("data/drafts/"))
    kept = json.loads(draft.read_text("utf-8").rstrip("\0"))
    assert kept == {"text": "je voulais dire ", "is_cut": True}


def test_the_log_and_the_name_of_no_file_tell_what_was_said(week: Week) -> None:
    log = (week.folder / "data" / "naho.log").read_text("utf-8")
    assert "something went wrong" in log
    for word in ("Zola", "clics", "bluffante", "on ose"):
        assert word not in log
        assert not any(word in name for name in week.files())
