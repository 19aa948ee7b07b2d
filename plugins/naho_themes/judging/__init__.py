"""Measures the engine against plain methods: ``naho theme evaluate FILE.csv``.

Each task is a function that yields its progress and, last, a table; baselines are measured in the
same run on the same notes. Figures are of this machine and this file; ``docs/themes.md`` keeps
those of ours with their commands.
"""

from __future__ import annotations

from .command import commands

__all__ = ["commands"]
