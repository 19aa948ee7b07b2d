"""The plugins as services know them."""

from __future__ import annotations

from typing import Protocol

import msgspec

from naho_feedback.contracts.plugins import Collector, Exporter, Grouper, Panel
from naho_feedback.domain.events import Happened


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin that failed.

    Attributes:
        plugin: its name.
        doing: what it was asked, such as ``"load"`` or ``"register_exporters"``.
        error: the exception's type and first line.
    """

    plugin: str
    doing: str
    error: str


class PluginCatalogue(Protocol):
    """What the installed plugins bring; a failing plugin is a problem, never an exception."""

    def exporters(self) -> dict[str, Exporter]:
        """Return exporters by name."""
        ...

    def groupers(self) -> dict[str, Grouper]:
        """Return groupers by name."""
        ...

    def collectors(self) -> dict[str, Collector]:
        """Return collectors by name."""
        ...

    def panels(self) -> tuple[Panel, ...]:
        """Return dashboard tiles in their order."""
        ...

    def event_happened(self, event: Happened) -> None:
        """Tell every plugin that a record changed."""
        ...

    def settings_for(self, name: str) -> dict[str, object]:
        """Return the settings that ``naho.toml`` holds for the plugin that brought ``name``."""
        ...

    def report(self, problem: Problem) -> None:
        """Add a problem to the list that people see."""
        ...

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What failed so far, without repetition."""
        ...
