"""Task ``cluster``: finding the groups of a file, their number known or not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from naho_themes.model import ThemeModel

from . import baselines
from .reading import Labelled, misspelt
from .scores import Labels, information, interval, rand, resampled, resamples, v_measure
from .table import Table, Value

Method = Callable[[Sequence[str], int, int], Labels]
ENGINE: Final = "themes"


def engine(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """Group notes by the engine, without any taxonomy."""
    model = ThemeModel(n_themes=groups, min_theme_size=1, random_state=seed).fit(texts)
    return np.array(model.labels_)


METHODS: Final[dict[str, Method]] = {
    ENGINE: engine,
    "lsa-kmeans": baselines.lsa_kmeans,
    "nmf": baselines.nmf,
}


def cluster(
    notes: Labelled, *, seeds: int, sample: int, methods: Sequence[str], typos: float
) -> Iterator[str | Table]:
    """Yield progress, then the table.

    Args:
        notes: labelled notes.
        seeds: how many samples; means are shown.
        sample: notes of each sample, 0 for all.
        methods: names of :data:`METHODS`.
        typos: share of words to misspell; shown beside the clean notes if it is not 0.
    """
    rows: list[tuple[Value, ...]] = []
    ways = [("known", False), ("unknown", False)] + ([("known", True)] if typos else [])
    for known, bad in ways:
        for name in methods:
            yield f"{name}, k {known}{', misspelt' if bad else ''}"
            rows.append(_row(notes, name, known, seeds, sample, typos if bad else 0.0))
    yield Table(
        title=f"cluster: {min(sample or len(notes.texts), len(notes.texts))} notes, {seeds} seeds",
        columns=("method", "k", "typos", "V", "ARI", "ARI 95 %", "AMI", "groups", "CPU s"),
        rows=tuple(rows),
    )


def _row(
    notes: Labelled, name: str, known: str, seeds: int, sample: int, typos: float
) -> tuple[Value, ...]:
    scores: list[tuple[float, float, float, float, float]] = []
    spread: list[list[float]] = []
    for seed in range(seeds):
        drawn = notes.sample(sample, seed)
        texts = misspelt(drawn.texts, typos, seed) if typos else drawn.texts
        before = time.process_time()
        found = METHODS[name](texts, drawn.groups if known == "known" else 0, seed)
        took = time.process_time() - before
        truth = drawn.labels
        scores.append(
            (
                v_measure(truth, found),
                rand(truth, found),
                information(truth, found),
                float(len(set(found.tolist()))),
                took,
            )
        )
        spread.append(resampled(rand, truth, found, resamples(len(texts), seed)))
    v, ari, ami, groups, took = np.mean(scores, axis=0).tolist()
    within = interval(np.mean(spread, axis=0).tolist(), ari)
    return name, known, typos or None, v, ari, within, ami, round(groups, 1), took
