"""Task ``taxonomy``: placing notes into given themes, against plain keyword rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from naho_feedback.api import Taxonomy
from naho_themes.model import ThemeModel

from . import baselines
from .reading import Labelled
from .scores import Labels, accuracy, interval, macro_f1, resampled, resamples
from .table import Table, Value

Row = tuple[float, str, float, float, float, float]
"""macro-F1, its interval, accuracy, shares to be sorted and right where placed, seconds."""


def by_engine(taxonomy: Taxonomy, texts: Sequence[str]) -> list[str]:
    """Place all notes at once: those without a keyword learn from those with one."""
    return ThemeModel(taxonomy, discovery=False).fit(texts).labels_


def one_by_one(taxonomy: Taxonomy, texts: Sequence[str]) -> list[str]:
    """Place each note as if it were the first of the wall: the taxonomy alone speaks."""
    return ThemeModel(taxonomy, discovery=False).fit([]).predict(texts)


METHODS: dict[str, Callable[[Taxonomy, Sequence[str]], list[str]]] = {
    "rules": baselines.rules,
    "themes, empty wall": one_by_one,
    "themes": by_engine,
}


def place(notes: Labelled, taxonomy: Taxonomy, *, seeds: int, sample: int) -> Iterator[str | Table]:
    """Yield progress, then the table; differences are to the rules, on the same resamples.

    A label that is no theme of the taxonomy counts as "to be sorted".
    """
    known = {theme.id for theme in taxonomy.themes}
    truth_all = np.array([label if label in known else "" for label in notes.labels.tolist()])
    whole = Labelled(notes.texts, truth_all)
    rows: list[tuple[Value, ...]] = []
    base: list[list[float]] = []
    first: Row | None = None
    for name, method in METHODS.items():
        yield name
        row, spread = _measured(whole, taxonomy, method, seeds, sample)
        base = base or spread
        first = first or row
        gain = float(row[0]) - float(first[0])
        draws = np.mean(np.asarray(spread) - np.asarray(base), axis=0).tolist()
        versus = f"{gain:+.3f} ({interval(draws, gain)})" if name != "rules" else None
        rows.append((name, *row, versus))
    yield Table(
        title=f"taxonomy: {min(sample or len(notes.texts), len(notes.texts))} notes, "
        f"{len(known)} themes, {seeds} seeds",
        columns=(
            *("method", "macro-F1", "95 %", "accuracy", "to be sorted", "right where placed"),
            *("CPU s", "gain over rules, 95 %"),
        ),
        rows=tuple(rows),
    )


def _measured(
    notes: Labelled,
    taxonomy: Taxonomy,
    method: Callable[[Taxonomy, Sequence[str]], list[str]],
    seeds: int,
    sample: int,
) -> tuple[Row, list[list[float]]]:
    scores, spread = [], []
    for seed in range(seeds if sample and sample < len(notes.texts) else 1):
        drawn = notes.sample(sample, seed)
        before = time.process_time()
        found = np.array(method(taxonomy, drawn.texts))
        took = time.process_time() - before
        truth: Labels = drawn.labels
        placed = found != ""
        scores.append(
            (
                macro_f1(truth, found),
                accuracy(truth, found),
                float((~placed).mean()),
                accuracy(truth[placed], found[placed]),
                took,
            )
        )
        spread.append(resampled(macro_f1, truth, found, resamples(len(truth), seed)))
    f1, right, loose, precise, took = np.mean(scores, axis=0).tolist()
    within = interval(np.mean(spread, axis=0).tolist(), f1)
    return (f1, within, right, loose, precise, took), spread
