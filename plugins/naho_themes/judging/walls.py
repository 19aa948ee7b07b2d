"""Tasks ``wall``, ``override`` and ``stability``: what happens on one wall as people work on it.

A wall is drawn from a file: notes of at most eight labels, as a workshop has them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from naho_feedback.api import Localized, Taxonomy, Theme, Words
from naho_themes.model import ThemeModel

from . import baselines
from .cluster import METHODS
from .reading import Labelled
from .scores import Labels, accuracy, interval, rand, v_measure
from .table import Table, Value

SIZES: Final = (60, 150, 300)
GROUPS: Final = 8
CORRECTED: Final = (0, 5, 10, 20, 40, 80)
_HELD_OUT: Final = 0.4
_ADDED: Final = 6


def drawn_wall(notes: Labelled, size: int, seed: int) -> Labelled:
    """Return a wall: ``size`` notes of at most eight labels."""
    chance = np.random.default_rng(seed)
    counts = Counter(label for label in notes.labels.tolist() if label)
    common = [label for label, _n in counts.most_common() if counts[label] >= size // GROUPS]
    if len(common) < 2:
        common = [label for label, _n in counts.most_common(GROUPS)]
    kept = set(chance.permutation(sorted(common))[:GROUPS].tolist())
    at = np.flatnonzero(np.isin(notes.labels, sorted(kept)))
    return notes.some(sorted(chance.permutation(at)[:size].tolist()))


def wall(notes: Labelled, *, seeds: int, methods: Sequence[str]) -> Iterator[str | Table]:
    """Yield progress, then how well the groups of small walls are found, number unknown."""
    rows: list[tuple[Value, ...]] = []
    for size in SIZES:
        for name in methods:
            yield f"{name}, {size}"
            scores = []
            for seed in range(seeds):
                drawn = drawn_wall(notes, size, seed)
                found = METHODS[name](drawn.texts, 0, seed)
                groups = len(set(found.tolist()))
                scores.append(
                    (v_measure(drawn.labels, found), rand(drawn.labels, found), float(groups))
                )
            v, ari, groups_ = np.mean(scores, axis=0).tolist()
            rows.append((size, name, v, ari, round(groups_, 1)))
    yield Table(
        title=f"wall: notes of {GROUPS} labels, number of groups unknown, {seeds} draws",
        columns=("notes", "method", "V", "ARI", "groups"),
        rows=tuple(rows),
    )


def override(
    notes: Labelled, taxonomy: Taxonomy | None, *, seeds: int, sample: int
) -> Iterator[str | Table]:
    """Yield progress, then what corrections bring to notes that nobody touched.

    Without a taxonomy the wall is grouped first, each group is called what most of its notes are,
    and its words become the keywords of a theme, as when people accept a proposed theme. 40 % of
    the notes are never touched; of the others, misplaced ones are corrected in a drawn order.
    """
    size = sample or SIZES[-1]
    right: dict[int, list[float]] = {count: [] for count in CORRECTED}
    for seed in range(seeds):
        yield f"wall {seed + 1} of {seeds}"
        for count, value in _corrected(notes, taxonomy, size, seed).items():
            right[count].append(value)
    first = np.array(right[0])
    rows = []
    for count, values in right.items():
        gains = np.array(values) - first
        draws = np.random.default_rng(0).integers(0, seeds, (300, seeds))
        spread = interval(gains[draws].mean(axis=1).tolist()) if count else None
        rows.append((count, float(np.mean(values)), float(gains.mean()), spread))
    yield Table(
        title=f"override: {size} notes a wall, {seeds} walls, accuracy on untouched notes",
        columns=("corrections", "accuracy", "gain", "gain 95 %"),
        rows=tuple(rows),
    )


def _corrected(
    notes: Labelled, taxonomy: Taxonomy | None, size: int, seed: int
) -> dict[int, float]:
    """Return the accuracy on untouched notes by number of corrections, on one wall."""
    if taxonomy is None:
        drawn = drawn_wall(notes, size, seed)
        themes = _named(drawn, seed)
    else:
        known = {theme.id for theme in taxonomy.themes}
        kept = [at for at, label in enumerate(notes.labels.tolist()) if label in known]
        drawn, themes = notes.some(kept).sample(size, seed), taxonomy
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(drawn.texts))
    held = set(order[: int(len(order) * _HELD_OUT)].tolist())
    untouched = sorted(held)
    found = {}
    decided: list[str | None] = [None] * len(drawn.texts)
    labels = ThemeModel(themes, discovery=False, random_state=seed).fit(drawn.texts).labels_
    wrong = [at for at in order.tolist() if at not in held and labels[at] != drawn.labels[at]]
    for count in CORRECTED:
        for at in wrong[:count]:
            decided[at] = str(drawn.labels[at])
        model = ThemeModel(themes, discovery=False, random_state=seed).fit(drawn.texts, decided)
        said = np.array(model.labels_)
        found[count] = accuracy(drawn.labels[untouched], said[untouched])
    return found


def _named(drawn: Labelled, seed: int) -> Taxonomy:
    """Return the themes that people make of the groups found on a wall."""
    model = ThemeModel(n_themes=drawn.groups, random_state=seed).fit(drawn.texts)
    words: dict[str, list[str]] = {}
    for group in model.proposed_:
        labels = Counter(drawn.labels[list(group.members)].tolist())
        words.setdefault(str(labels.most_common(1)[0][0]), []).extend(group.words)
    for label in sorted(set(drawn.labels.tolist()) - set(words)):
        words[str(label)] = []  # a theme that people add because no group stands for it
    themes = [
        Theme(
            id=id_,
            label=Localized(id_, id_),
            definition=Localized("", ""),
            keywords=Words(fr=tuple(said), en=tuple(said)),
            found=True,
        )
        for id_, said in sorted(words.items())
    ]
    return Taxonomy(version=1, themes=tuple(themes))


def stability(notes: Labelled, *, seeds: int) -> Iterator[str | Table]:
    """Yield progress, then how many notes move that nobody asked to move."""
    rows: list[tuple[Value, ...]] = []
    shares: dict[str, list[float]] = {}
    for seed in range(seeds):
        yield f"wall {seed + 1} of {seeds}"
        for name, share in _moved(drawn_wall(notes, 150 + _ADDED, seed), seed).items():
            shares.setdefault(name, []).append(share)
    rows = [(name, float(np.mean(values))) for name, values in shares.items()]
    yield Table(
        title=f"stability: share of 150 notes that change theme, {seeds} walls",
        columns=("what happens", "notes moved"),
        rows=tuple(rows),
    )


def _moved(drawn: Labelled, seed: int) -> dict[str, float]:
    old, new = drawn.texts[:-_ADDED], drawn.texts[-_ADDED:]
    model = ThemeModel(random_state=seed).fit(old)
    before = model.predict(old)
    model.place(new)
    order = np.random.default_rng(seed).permutation(len(old)).tolist()
    other = ThemeModel(random_state=seed).fit([old[at] for at in order])
    turned = [""] * len(old)
    for place, at in enumerate(order):
        turned[at] = other.labels_[place]
    decided: list[str | None] = [
        drawn.labels[at] if at % 5 == 0 else None for at in range(len(old))
    ]
    pinned = ThemeModel(random_state=seed).fit(old, decided).labels_
    refit = ThemeModel(random_state=seed).fit([*old, *new]).labels_[: len(old)]
    groups = len(set(model.labels_))
    plain = [baselines.lsa_kmeans(texts, groups, seed)[: len(old)] for texts in (old, drawn.texts)]
    return {
        "themes: 6 notes added, placed": _share(before, model.predict(old)),
        "themes: the same notes in another order": _share(model.labels_, turned),
        "themes: notes that people placed": float(
            np.mean([said != theme for said, theme in zip(pinned, decided, strict=True) if theme])
        ),
        "themes: refit with 6 more notes (proposed, not applied)": _aligned(
            np.array(model.labels_), np.array(refit)
        ),
        "lsa-kmeans: refit with 6 more notes (applied)": _aligned(plain[0], plain[1]),
    }


def _share(first: Sequence[str], second: Sequence[str]) -> float:
    return float(np.mean([a != b for a, b in zip(first, second, strict=True)]))


def _aligned(first: Labels, second: Labels) -> float:
    """Return the share of notes that change group, groups matched as well as can be."""
    a, b = np.unique(first, return_inverse=True)[1], np.unique(second, return_inverse=True)[1]
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    rows, columns = linear_sum_assignment(-table)
    return float(1 - table[rows, columns].sum() / len(first))
