"""What is quick to start stays so: these paths load no screen and no number cruncher."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from naho_feedback.workspace import init_workspace

HEAVY = ("textual", "rich", "numpy", "scipy", "sklearn", "babel", "asyncio")
"""Top-level modules; Babel and asyncio are merely slow, and forbidden to adding a note."""

NEVER = ("textual", "rich", "numpy", "scipy", "sklearn")

PROBE = """
import json, sys
{code}
print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""

COMMAND = """
import io, os
from naho_feedback.cli.main import main
sys.stdout = io.TextIOWrapper(io.BytesIO())
status = main({args!r})
said = sys.stdout
sys.stdout = sys.__stdout__
assert status == 0, status
"""


def loaded(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has after running some code."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NAHO_LANGUAGE": "en"},
    )
    assert ran.returncode == 0, ran.stderr
    modules: list[str] = json.loads(ran.stdout)
    return set(modules)


def after(*args: str) -> set[str]:
    """Return the modules that are loaded after a command."""
    return loaded(COMMAND.format(args=list(args)))


NEW = """
import sys
before = set(sys.modules)
def new():
    found = sorted(set(sys.modules) - before)
    import json, os
    os.write(1, json.dumps(found).encode())
    os._exit(0)
{code}
new()
"""


def newly_loaded(code: str) -> set[str]:
    """Return the whole names of the modules that some code loads, up to where it calls ``new``."""
    ran = subprocess.run(
        [sys.executable, "-c", NEW.format(code=code)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    modules: list[str] = json.loads(ran.stdout)
    return set(modules)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    root = str(init_workspace(tmp_path / "w").root)
    after("-w", root, "session", "open", "--workshop", "post-it", "--site", "lens")
    return root


def test_the_public_api_is_light() -> None:
    assert not loaded("import naho_feedback.api") & set(HEAVY)


def test_adding_a_note_is_light(folder: str) -> None:
    assert not after("-w", folder, "note", "add", "bonjour") & set(HEAVY)


def test_exporting_a_table_loads_no_screen_and_no_statistics(folder: str) -> None:
    modules = after("-w", folder, "export", "csv", "--yes")
    assert "naho_csv" in modules
    assert not modules & set(NEVER)


THEMES = """
from pathlib import Path
from naho_feedback.api import GroupingInput, Note
from naho_feedback.bootstrap import open_naho
naho = open_naho(Path({root!r}))
grouper = naho.plugins.groupers()["themes"]
assert naho.plugins.commands("theme")
asked = GroupingInput(
    notes=(Note(id="n", text="zinc"),), decisions=(), taxonomy=naho.taxonomy, languages=("fr",)
)
if {asks}:
    assert len(grouper.group(asked)) == 1
naho.close()
"""


@pytest.mark.parametrize("asks", [False, True])
def test_the_engine_of_themes_is_imported_in_its_own_process_only(folder: str, asks: bool) -> None:
    modules = loaded(THEMES.format(root=folder, asks=asks))
    assert "naho_themes" in modules
    assert not modules & set(NEVER)


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["note", "add", "--help"]])
def test_help_is_light(args: list[str]) -> None:
    modules = after(*args)
    assert not modules & set(HEAVY)
    assert "tinydb" not in modules


FIRST_FRAME = """
import naho_feedback.cli.entry, naho_feedback.cli.main, naho_feedback.cli.start
from naho_feedback.bootstrap import open_naho
from pathlib import Path
from naho_feedback.tui.app import NahoApp
NahoApp.on_ready = lambda self: new()
NahoApp(open_naho(Path({root!r})), signals=True).run(headless=True)
"""

LATER = (
    "babel",
    "hashlib",
    "importlib.resources",
    "jinja2",
    "naho_feedback.cli.shapes",
    "naho_feedback.contracts.plugins",
    "naho_feedback.hooks",
    "naho_feedback.services.capture",
    "naho_feedback.store",
    "naho_feedback.tui.screens.confirm",
    "naho_feedback.tui.screens.wall",
    "naho_feedback.tui.screens.wall_drafts",
    "naho_feedback.tui.widgets.capture_line",
    "pluggy",
    "pygments",
    "snowballstemmer",
    "textual.widgets._data_table",
    "textual.widgets._markdown",
    "textual.widgets._text_area",
    "tinydb",
    "tomlkit",
    "zipfile",
)
"""What the app needs at some time, but not for its first live frame."""


def test_the_first_live_frame_waits_for_nothing_that_it_does_not_show(folder: str) -> None:
    modules = newly_loaded(FIRST_FRAME.format(root=folder))
    assert "naho_feedback.tui.screens.dashboard" in modules
    assert not modules & set(LATER)


def test_what_paints_before_all_imports_is_light() -> None:
    modules = newly_loaded("import naho_feedback.cli.entry")
    ours = {name for name in modules if name.startswith("naho_feedback")}
    assert ours == {
        "naho_feedback",
        "naho_feedback.cli",
        "naho_feedback.cli.entry",
        "naho_feedback.tui",
        "naho_feedback.tui.prepaint",
        "naho_feedback.tui.skeleton",
    }
    assert not modules & {"pathlib", "re", "typing", "json", "shutil", "click", "msgspec"}


def test_a_command_loads_no_other_noun() -> None:
    ran = "\nsys.modules.update({m.replace('.', '_'): 0 for m in list(sys.modules)})"
    modules = loaded(COMMAND.format(args=["note", "add", "--help"]) + ran)
    assert "naho_feedback_cli_note" in modules
    assert "naho_feedback_cli_export" not in modules


def test_the_probe_sees_what_it_looks_for(folder: str) -> None:
    """Were something heavy imported on the way, these tests would fail."""
    assert "textual" in loaded("import naho_feedback.api, textual")
    code = f"import textual\n{COMMAND.format(args=['-w', folder, 'note', 'list', '--all'])}"
    assert set(HEAVY) & loaded(code) >= {"textual"}
