"""Themes with a memory: a grouper that learns from what people decide.

It proposes themes of the taxonomy, finds new ones among notes that fit nowhere, and obeys: what a
person decided is never moved. The model is made with scikit-learn, in a process of its own that
the app starts at first need; see ``docs/themes.md``.
"""

from __future__ import annotations

from collections.abc import Iterable

from naho_feedback.api import Command, Grouper, PluginContext, hookimpl


@hookimpl
def register_groupers(context: PluginContext) -> Iterable[Grouper]:
    """Return the grouper; nothing is started yet."""
    from .grouper import ThemesGrouper  # every command loads this module, few need what is in it

    return (ThemesGrouper(context.cache_dir),)


@hookimpl
def register_commands(context: PluginContext) -> Iterable[Command]:
    """Return ``naho theme evaluate``."""
    from .judging import commands

    return commands(context)
