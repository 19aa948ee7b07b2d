"""What people make of the themes after a fit: words of this house, merges, themes of their own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .correcting import Heard
from .features import Space
from .head import Base, sums_of
from .linear import Counts, Floats, Ints, one_hot
from .taxonomy import Themes


def followed(
    base: Base, space: Space, before: Themes, now: Themes, living: Callable[[str], str]
) -> Base:
    """Return what a fit knows, for the themes as they are now.

    A theme's own texts are taken anew. What the fit learned from notes stays with the theme, and
    goes along where it was made a part of another; of a theme that is gone it is forgotten.

    Args:
        base: what the fit knows.
        space: how it measures texts; words that it never met stay keywords only.
        before: the themes that it knows.
        now: the themes now.
        living: says which theme a theme is a part of now.
    """
    none = len(now.ids)
    goes = [now.at.get(living(id_)) for id_ in before.ids]
    # The row of "no theme" stays; a theme that is gone goes there, and counts nothing.
    to = np.array([none if at is None else at for at in goes] + [none], dtype=np.int32)
    counts = np.array([at is not None for at in goes] + [True], dtype=np.float32)
    old, _sums = _own_texts(space, before)
    lists, sums = _own_texts(space, now)
    lists += np.asarray(_moved(to, counts, none + 1) @ (base.lists - old), dtype=np.float32)
    sums[-1] = base.sums[-1]
    sizes = np.asarray(_moved(to, counts, none + 1) @ base.sizes, dtype=np.float32)
    share = counts * base.sizes / np.where(sizes == 0, 1, sizes)[to]  # a mean of means
    means = _moved(to, share.astype(np.float32), none + 1)
    heard = means @ base.middles.keywords @ _moved(to[:-1], counts[:-1], none + 1)[:-1].T
    middles = Heard(sums_of(means, base.middles.notes), np.asarray(heard, dtype=np.float32))
    return Base(lists, sums, base.background, middles, sizes)


def _moved(to: Ints, counts: Floats, rows: int) -> Counts:
    """Return what takes rows to other places when a table is multiplied by it."""
    return one_hot(to, rows, counts).T.tocsr()


def _own_texts(space: Space, themes: Themes) -> tuple[Floats, Floats]:
    """Return the sums of the themes' own texts, as stems and as all that is measured."""
    texts = space.measured(themes.seeds)
    owners = one_hot(themes.owners, len(themes.ids) + 1).T
    lists, sums = ((owners @ part).toarray() for part in (texts.stems, texts.both))
    return np.asarray(lists, dtype=np.float32), np.asarray(sums, dtype=np.float32)
