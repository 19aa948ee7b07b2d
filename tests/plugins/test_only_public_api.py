"""Bundled plugins use the door that everybody has: ``naho_feedback.api`` and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[2] / "plugins"


def forbidden(source: str, own: str = "") -> list[str]:
    """Return the imports that a bundled plugin may not make, as ``line: module``.

    Args:
        source: a module's text.
        own: the plugin's package, whose rooms may name each other.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level > 1:
            names = ["." * node.level + (node.module or "")]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # importlib.import_module("naho_feedback.store") and the like
            names = [node.value] if _is_module(node.value) else []
        line = getattr(node, "lineno", 0)
        found += [f"{line}: {name}" for name in names if not _is_allowed(name, own)]
    return found


def _is_module(text: str) -> bool:
    return text.startswith("naho_feedback.") and text.replace(".", "").isidentifier()


def _is_allowed(name: str, own: str) -> bool:
    parts = name.split(".")
    if own and parts[0] == own:
        return True
    if parts[0] == "naho_feedback":
        return parts[1:2] == ["api"]
    # "plugins.x" loads a second copy; another plugin's module may not be installed.
    return parts[0] not in {"plugins", "tests", ""} and not parts[0].startswith("naho_")


@pytest.mark.parametrize(
    "path", sorted(PLUGINS.rglob("*.py")), ids=lambda path: str(path.relative_to(PLUGINS))
)
def test_a_bundled_plugin_imports_only_the_public_api(path: Path) -> None:
    """Each module of each bundled plugin."""
    own = path.relative_to(PLUGINS).parts[0].removesuffix(".py")
    assert forbidden(path.read_text("utf-8"), own) == []


def test_there_is_something_to_check() -> None:
    """An empty folder would pass silently."""
    assert len(list(PLUGINS.rglob("*.py"))) >= 4


@pytest.mark.parametrize(
    "snippet",
    [
        "import naho_feedback",
        "import naho_feedback.store",
        "import naho_feedback.apiary",
        "from naho_feedback import store",
        "from naho_feedback.domain.notes import Note",
        "from naho_feedback.contracts import plugins as p",
        "import plugins.naho_csv",
        "from plugins import naho_csv",
        "from plugins.naho_csv import CsvExporter",
        "from naho_csv import neutralise",
        "from .. import naho_csv",
        "def late():\n    import naho_feedback.services.gate",
        "import importlib\nimportlib.import_module('naho_feedback.store')",
        "if False:\n    from tests.plugins import conftest",
    ],
)
def test_the_check_can_fail(snippet: str) -> None:
    """Each of these would be found, also in a plugin of several rooms."""
    assert forbidden(snippet)
    assert forbidden(snippet, "naho_themes")


@pytest.mark.parametrize(
    "snippet",
    [
        "from naho_feedback.api import View, hookimpl",
        "import naho_feedback.api as api",
        "import csv, msgspec",
        "from .disk import fingerprint",
        "text = 'naho_feedback.api is the door'",
    ],
)
def test_what_is_allowed_passes(snippet: str) -> None:
    """The public API, other people's libraries, and the plugin's own modules."""
    assert forbidden(snippet) == []
