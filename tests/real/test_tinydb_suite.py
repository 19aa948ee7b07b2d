"""TinyDB's own test suite, from its source distribution, on our table and storage."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

PIN = (
    "tinydb==4.9.0 --hash=sha256:6928b1fa785186bda7952a0ba05aaeedc883ede565ca9c7d608de44e5e75de70\n"
)
CONFTEST = Path(__file__).parents[1] / "store" / "tinydb_suite_conftest.py"
EXPECTED = re.compile("(281 passed, 1 skipped|282 passed), 4 xfailed in .*")
"""The one that may be skipped wants PyYAML, for a storage of its own."""


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with TinyDB's tests and our conftest in the place of theirs."""
    folder = tmp_path_factory.mktemp("tinydb")
    (folder / "pin.txt").write_text(PIN)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    pip += ["--no-build-isolation", "--require-hashes", "-r", "pin.txt", "-d", "."]
    subprocess.run(pip, check=True, cwd=folder)
    with tarfile.open(folder / "tinydb-4.9.0.tar.gz") as archive:
        archive.extractall(folder, filter="data")
    (folder / "suite").mkdir()
    for file in (folder / "tinydb-4.9.0" / "tests").glob("test_*.py"):
        shutil.copy(file, folder / "suite")
    shutil.copy(CONFTEST, folder / "suite" / "conftest.py")
    return folder / "suite"


def run(suite: Path) -> str:
    """Run the suite and return its last line."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", "."]
    done = subprocess.run([*command, "."], cwd=suite, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1]


def test_everything_passes_but_what_is_expected_not_to(suite: Path) -> None:
    """Whatever a test left on disk is closed, opened again and compared, too."""
    last = run(suite)
    assert EXPECTED.fullmatch(last), last


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("last = max(last, id_)", "pass"),
        ("operations.append(Operation(lines.CLEAR, name, version, 0))", "pass"),
        ("self.clear_cache()\n            self._seen", "self._seen"),
    ],
    ids=["ids", "truncate", "query cache"],
)
def test_the_suite_can_fail(
    suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: str, broken: str
) -> None:
    """A copy of our package with one line broken does not pass."""
    import naho_feedback

    package = tmp_path / "naho_feedback"
    shutil.copytree(Path(naho_feedback.__file__).parent, package)
    changed = 0
    for file in (package / "store").glob("*.py"):
        text = file.read_text("utf-8")
        changed += whole in text
        file.write_text(text.replace(whole, broken), "utf-8")
    assert changed == 1
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "failed" in run(suite)
