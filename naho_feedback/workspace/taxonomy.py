"""The themes, and the care functions, that come with the program."""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec

from naho_feedback.domain.themes import Taxonomy
from naho_feedback.i18n import Localized


class _Area(msgspec.Struct, frozen=True):
    id: str
    label: Localized


class _Areas(msgspec.Struct, frozen=True):
    domains: tuple[_Area, ...]


@cache
def load_taxonomy() -> Taxonomy:
    """Return the twenty themes of ``data/taxonomy.json``; read once in a process."""
    raw = (resources.files("naho_feedback") / "data" / "taxonomy.json").read_bytes()
    return msgspec.json.decode(raw, type=Taxonomy)


@cache
def load_areas() -> dict[str, Localized]:
    """Return what the care functions of go-lives are called, by id (``medicament``, ``bloc``)."""
    raw = (resources.files("naho_feedback") / "data" / "taxonomy.json").read_bytes()
    return {area.id: area.label for area in msgspec.json.decode(raw, type=_Areas).domains}
