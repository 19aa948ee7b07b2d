"""The themes, and the care functions, that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.domain.themes import Taxonomy
from naho_feedback.i18n import Localized

_FILE: Final = Path(__file__).parents[1] / "data" / "taxonomy.json"


class _Area(msgspec.Struct, frozen=True):
    id: str
    label: Localized


class _Areas(msgspec.Struct, frozen=True):
    domains: tuple[_Area, ...]


@cache
def load_taxonomy() -> Taxonomy:
    """Return the twenty themes of ``data/taxonomy.json``; read once in a process."""
    return msgspec.json.decode(_FILE.read_bytes(), type=Taxonomy)


@cache
def load_areas() -> dict[str, Localized]:
    """Return what the care functions of go-lives are called, by id (``medicament``, ``bloc``)."""
    areas = msgspec.json.decode(_FILE.read_bytes(), type=_Areas)
    return {area.id: area.label for area in areas.domains}
