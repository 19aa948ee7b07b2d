"""The themes that come with the program."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from naho_feedback.domain.themes import Taxonomy


@cache
def load_taxonomy() -> Taxonomy:
    """Return the twenty themes of ``data/taxonomy.json``; read once in a process."""
    raw = (resources.files("naho_feedback") / "data" / "taxonomy.json").read_bytes()
    return msgspec.json.decode(raw, type=Taxonomy)
