"""What all bundled plugins have in common."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib import metadata
from types import ModuleType
from typing import Any

from naho_feedback.api import (
    Collector,
    Exporter,
    Grouper,
    Localized,
    Panel,
    PluginContext,
    option_fields,
)

HOOKS: dict[str, type] = {
    "register_exporters": Exporter,
    "register_groupers": Grouper,
    "register_collectors": Collector,
    "register_panels": Panel,
}
BUNDLED = (
    "naho_board",
    "naho_csv",
    "naho_digest",
    "naho_import",
    "naho_keywords",
    "naho_panels",
    "naho_themes",
)


def brought(context: PluginContext) -> list[Any]:
    """Everything that the bundled plugins bring, checked against its hook's type."""
    found = []
    for name in BUNDLED:
        module = importlib.import_module(name)
        hooks = [hook for hook in HOOKS if hasattr(module, hook)]
        assert hooks, f"{name} implements no hook"
        for hook in hooks:
            assert _is_marked(module, hook)
            things = list(getattr(module, hook)(context=context))
            assert things
            assert all(isinstance(thing, HOOKS[hook]) for thing in things)
            found += things
    return found


def _is_marked(module: ModuleType, hook: str) -> bool:
    return hasattr(getattr(module, hook), "naho_feedback_impl")


def test_each_is_announced_by_an_entry_point() -> None:
    """The bundled plugins come through the same door as anybody's."""
    points = metadata.entry_points(group="naho_feedback")
    assert set(BUNDLED) <= {point.value for point in points}


def test_each_thing_has_a_name_and_a_label_in_both_languages(context: PluginContext) -> None:
    """A short name without spaces, a label in French and English."""
    for thing in brought(context):
        assert thing.name.isidentifier()
        assert isinstance(thing.label, Localized)
        assert thing.label.fr
        assert thing.label.en


def test_names_are_taken_once(context: PluginContext) -> None:
    """No two exporters, groupers, collectors or panels of one name."""
    things = brought(context)
    names = [
        (kind.__name__, thing.name)
        for kind in HOOKS.values()
        for thing in things
        if issubclass(type(thing), kind)
    ]
    assert len(names) == len(set(names)) == 13


def test_options_are_told_in_both_languages(context: PluginContext) -> None:
    """Each option has its sentence."""
    exporters = [thing for thing in brought(context) if isinstance(thing, Exporter)]
    fields = [field for exporter in exporters for field in option_fields(exporter.options)]
    assert fields
    assert all(field.text.fr and field.text.en for field in fields)


def test_collectors_say_which_endings_they_read(context: PluginContext) -> None:
    """Lower case, with the dot."""
    collectors = [thing for thing in brought(context) if isinstance(thing, Collector)]
    suffixes = [suffix for collector in collectors for suffix in collector.suffixes]
    assert suffixes == [
        *(".csv", ".tsv", ".txt", ".jsonl"),
        *(".xlsx", ".xlsm", ".xls", ".ods"),
    ]


def test_importing_them_prints_nothing_and_loads_nothing_heavy() -> None:
    """Standard output belongs to the app, and its start should not wait for its plugins."""
    heavy = "textual rich tinydb numpy scipy sklearn snowballstemmer"
    script = (
        f"import sys, {', '.join(BUNDLED)}\n"
        f"sys.exit(' '.join(sorted(set({heavy!r}.split()) & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.stdout, done.stderr.strip()) == (b"", b"")
