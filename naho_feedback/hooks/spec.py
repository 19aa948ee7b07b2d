"""The hooks. A plugin implements any of them and may leave out arguments that it does not use.

A plugin module looks like this::

    from naho_feedback.api import hookimpl

    @hookimpl
    def register_exporters(context):
        return [MyExporter(context)]
"""

from __future__ import annotations

from collections.abc import Iterable

from pluggy import HookspecMarker

from naho_feedback.contracts.context import PluginContext
from naho_feedback.contracts.plugins import PROJECT, Collector, Command, Exporter, Grouper, Panel
from naho_feedback.domain.events import Happened

hookspec = HookspecMarker(PROJECT)


@hookspec
def register_exporters(context: PluginContext) -> Iterable[Exporter]:  # type: ignore[empty-body]
    """Return the targets that this plugin can send a view to.

    Called once, when the first list of targets is needed.

    Args:
        context: the workspace as plugins know it.
    """


@hookspec
def register_groupers(context: PluginContext) -> Iterable[Grouper]:  # type: ignore[empty-body]
    """Return the groupers that this plugin brings; ``naho.toml`` names the one that runs.

    Args:
        context: the workspace as plugins know it.
    """


@hookspec
def register_collectors(context: PluginContext) -> Iterable[Collector]:  # type: ignore[empty-body]
    """Return the collectors that this plugin brings; the host checks and stores what they read.

    Args:
        context: the workspace as plugins know it.
    """


@hookspec
def register_panels(context: PluginContext) -> Iterable[Panel]:  # type: ignore[empty-body]
    """Return the dashboard tiles that this plugin brings.

    Args:
        context: the workspace as plugins know it.
    """


@hookspec
def register_commands(context: PluginContext) -> Iterable[Command]:  # type: ignore[empty-body]
    """Return the verbs that this plugin adds to the command line.

    Called when a noun is used that plugins may add to, never at import.

    Args:
        context: the workspace as plugins know it; outside a workspace, an empty one.
    """


@hookspec
def event_happened(event: Happened, context: PluginContext) -> None:
    """Fires after a record was stored, changed or removed, once it is durable.

    Runs in the host's own thread, never in the one that paints.

    Args:
        event: which record; never what it says.
        context: the workspace as plugins know it.
    """
