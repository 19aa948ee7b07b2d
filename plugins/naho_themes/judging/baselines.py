"""Plain methods to be measured against, each as its own textbook has it.

They read notes as the engine does (stems, stop words), so that a difference is one of method.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF
from sklearn.metrics import silhouette_score

from naho_feedback.api import Taxonomy, folded
from naho_themes.discovery import along
from naho_themes.features import Space
from naho_themes.linear import Floats, unworried
from naho_themes.text import reader_for

from .scores import Labels

GRID: Final = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 70, 80)
"""Numbers of groups among which the silhouette chooses."""
_AXES: Final = 100
_ANY: Final = r"\w*"
_SILHOUETTE_NOTES: Final = 2_000


def lsa_kmeans(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """Group by k-means on 100 LSA axes of TF-IDF words; 0 groups: the best silhouette decides."""
    place = _lsa(texts, seed)
    if groups:
        return _kmeans(place, groups, seed, 4)
    best: tuple[float, Labels] | None = None
    for count in GRID:
        if count > len(texts) // 3:
            break
        labels = _kmeans(place, count, seed, 2)
        if len(set(labels.tolist())) < 2:
            continue
        size = min(len(texts), _SILHOUETTE_NOTES)
        fit = silhouette_score(place, labels, metric="cosine", sample_size=size, random_state=seed)
        if best is None or fit > best[0]:
            best = (float(fit), labels)
    return best[1] if best else np.zeros(len(texts), dtype=np.int64)


def nmf(texts: Sequence[str], groups: int, seed: int) -> Labels:
    """Group by the strongest component of a non-negative factorisation of TF-IDF words.

    It has no way of its own to find how many groups there are: 0 takes the square root of half
    the notes, a usual rule of thumb.
    """
    count = groups or max(2, round((len(texts) / 2) ** 0.5))
    reader = reader_for(("fr", "en"))
    readings = [reader.read(text) for text in texts]
    words = Space.fitted(readings, ()).notes.words
    model = NMF(min(count, len(texts) - 1), init="nndsvd", random_state=seed, max_iter=300)
    with unworried():
        return np.asarray(model.fit_transform(words).argmax(axis=1))


def rules(taxonomy: Taxonomy, texts: Sequence[str]) -> list[str]:
    """Place by plain keyword rules: the theme with most of its keywords in the note.

    Case and accents do not count, ``*`` stands for any ending; the first theme of the list wins
    among equals, and a note without any keyword stays to be sorted.
    """
    patterns = [
        [
            re.compile(rf"(?<!\w){_ANY.join(map(re.escape, folded(word).split('*')))}(?!\w)")
            for word in (*theme.keywords.fr, *theme.keywords.en)
        ]
        for theme in taxonomy.themes
    ]
    found = []
    for text in texts:
        said = folded(text)
        counts = [sum(bool(pattern.search(said)) for pattern in theme) for theme in patterns]
        best = max(range(len(counts)), key=lambda at: (counts[at], -at), default=0)
        found.append(taxonomy.themes[best].id if counts and counts[best] else "")
    return found


def _kmeans(place: Floats, groups: int, seed: int, starts: int) -> Labels:
    with unworried():
        model = KMeans(groups, n_init=starts, random_state=seed).fit(place)
    return np.asarray(model.labels_)


def _lsa(texts: Sequence[str], seed: int) -> Floats:
    reader = reader_for(("fr", "en"))
    readings = [reader.read(text) for text in texts]
    words = Space.fitted(readings, ()).notes.words
    return along(words, _AXES, seed)
