"""The words by which facets are read; they come with the program."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.domain.facets import FacetWords, WordReader

_DATA: Final = Path(__file__).parents[1] / "data"


@cache
def load_facet_words() -> FacetWords:
    """Return the lists of ``data/facets.toml`` and ``data/safety.toml``; read once in a process."""
    facets = tomllib.loads((_DATA / "facets.toml").read_text(encoding="utf-8"))
    safety = tomllib.loads((_DATA / "safety.toml").read_text(encoding="utf-8"))
    return msgspec.convert({**facets, "safety": safety}, FacetWords)


@cache
def bundled_reader() -> WordReader:
    """Return what reads facets from words; it remembers what it read, so there is one."""
    return WordReader(load_facet_words())
