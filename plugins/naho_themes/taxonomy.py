"""A taxonomy as the engine needs it: theme ids, their texts, their keywords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from naho_feedback.api import Taxonomy, Theme

from .linear import Floats, Ints
from .seeds import Found, Keywords
from .text import LANGUAGES, Reader, Reading

FOUND: Final = 0.3
"""What a keyword counts that no person chose: the words of a theme that was found."""


class Themes:
    """The themes that notes may go to.

    Args:
        taxonomy: themes with texts and keywords, or None.
        others: ids of themes that only decisions name.
        reader: reads the texts.
    """

    def __init__(self, taxonomy: Taxonomy | None, others: tuple[str, ...], reader: Reader) -> None:
        given = taxonomy.themes if taxonomy else ()
        self.taxonomy = taxonomy
        self.reader = reader
        known = tuple(theme.id for theme in given)
        self.ids: tuple[str, ...] = known + tuple(id_ for id_ in others if id_ not in known)
        self.at = {id_: at for at, id_ in enumerate(self.ids)}
        self._keywords = Keywords(given, reader)
        self._trust = np.ones(len(self.ids), dtype=np.float32)
        self._trust[[at for at, theme in enumerate(given) if theme.found]] = FOUND
        seeds = [
            (at, reading) for at, theme in enumerate(given) for reading in _texts(theme, reader)
        ]
        self.seeds: list[Reading] = [reading for _at, reading in seeds]
        self.owners: Ints = np.array([at for at, _reading in seeds], dtype=np.int32)

    def found(self, note: Reading) -> list[Found]:
        """Return the keywords that stand in a note."""
        return self._keywords.found(note)

    def heard(self, notes: list[Reading]) -> Floats:
        """Return how much each theme's keywords weigh in each note."""
        weights = np.zeros((len(notes), len(self.ids)), dtype=np.float32)
        for row, note in enumerate(notes):
            for found in self._keywords.found(note):
                weights[row, found.theme] += found.weight
        return weights * self._trust


def _texts(theme: Theme, reader: Reader) -> Iterator[Reading]:
    """Yield what a theme's file says of it, each text once."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        words, examples = getattr(theme.keywords, language), getattr(theme.examples, language)
        said = theme.definition.pick(language).replace(";", ".").replace(":", ".").split(".")
        for text in (theme.label.pick(language), *said, *words, *examples):
            texts.setdefault(text.replace("*", "").strip(), language)
    for text in texts:
        if text:
            yield reader.read(text)
