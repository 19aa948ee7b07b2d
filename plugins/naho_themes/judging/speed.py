"""Task ``speed``: seconds and memory; memory is the peak so far, so sizes go upwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from naho_feedback.api import Taxonomy
from naho_themes.model import ThemeModel

from .reading import Labelled
from .table import Table, Value

SIZES: Final = (300, 1_000, 10_000, 100_000)
_PLACED: Final = 300


def speed(notes: Labelled, taxonomy: Taxonomy) -> Iterator[str | Table]:
    """Yield progress, then what walls of several sizes cost, taxonomy and discovery together.

    Larger walls than the file are made of its notes with words exchanged, so that they differ.
    """
    rows: list[tuple[Value, ...]] = []
    for size in SIZES:
        yield f"{size}"
        texts = made(notes.texts, size)
        rows.append((size, *_costs(texts, taxonomy)))
    yield Table(
        title="speed: taxonomy and discovery; CPU seconds of one thread",
        columns=("notes", "first fit s", "again s", "one note placed ms", "peak memory MB"),
        rows=tuple(rows),
    )


def made(texts: Sequence[str], size: int) -> list[str]:
    """Return ``size`` different notes made of some."""
    chance = np.random.default_rng(0)
    words = [text.split() for text in texts]
    found = list(texts[:size])
    while len(found) < size:
        first, second = (words[int(at)] for at in chance.integers(0, len(words), 2))
        cut = [
            word if chance.random() < 0.7 else second[n % len(second)]
            for n, word in enumerate(first)
        ]
        found.append(" ".join(cut))
    return found


def _costs(texts: Sequence[str], taxonomy: Taxonomy) -> tuple[Value, ...]:
    before = time.process_time()
    model = ThemeModel(taxonomy).fit(texts)
    first = time.process_time() - before
    before = time.process_time()
    model = ThemeModel(taxonomy).fit(texts)
    again = time.process_time() - before
    few = texts[:_PLACED]
    model.place(few)
    before = time.process_time()
    for text in few:
        model.place([text])
    one = (time.process_time() - before) / len(few) * 1_000
    return first, again, one, peak_memory()


def peak_memory() -> float | None:
    """Return the most memory that this process has held, in megabytes; None on Windows."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
