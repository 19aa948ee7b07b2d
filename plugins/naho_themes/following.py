"""What people make of the themes after a fit: words of this house, merges, themes of their own."""

from __future__ import annotations

import numpy as np

from naho_feedback.api import Taxonomy

from .features import Space
from .head import Base
from .linear import Floats, one_hot
from .taxonomy import Themes


def followed(base: Base, space: Space, before: Themes, taxonomy: Taxonomy) -> tuple[Base, Themes]:
    """Return what a fit knows, with the themes as they are now.

    A theme's own texts are taken anew. What the fit learned from notes stays with the theme, and
    goes along where it was made a part of another; of a theme that is gone it is forgotten.

    Args:
        base: what the fit knows.
        space: how it measures texts; words that it never met stay keywords only.
        before: the themes that it knows.
        taxonomy: the themes now.
    """
    known = {theme.id for theme in before.taxonomy.themes} if before.taxonomy else set[str]()
    others = (id_ for id_ in before.ids if id_ not in known and taxonomy.living(id_) == id_)
    now = Themes(taxonomy, tuple(others), before.reader)
    own, sums = _own_texts(space, now)
    learned = base.lists[:-1] - _own_texts(space, before)[0][:-1]
    own[-1], sums[-1] = base.lists[-1], base.sums[-1]
    for at, id_ in enumerate(before.ids):
        to = now.at.get(taxonomy.living(id_))
        if to is not None:
            own[to] += learned[at]
    return Base(own, sums, base.background), now


def _own_texts(space: Space, themes: Themes) -> tuple[Floats, Floats]:
    """Return the sums of the themes' own texts, as stems and as all that is measured."""
    texts = space.measured(themes.seeds)
    owners = one_hot(themes.owners, len(themes.ids) + 1).T
    lists, sums = ((owners @ part).toarray() for part in (texts.stems, texts.both))
    return np.asarray(lists, dtype=np.float32), np.asarray(sums, dtype=np.float32)
