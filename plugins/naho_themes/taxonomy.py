"""A taxonomy as the engine needs it: theme ids, their texts, their keywords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np

from naho_feedback.api import Taxonomy, Theme

from .linear import Floats, Ints
from .seeds import Found, Keywords
from .text import LANGUAGES, Reader, Reading

FOUND: Final = 0.3
"""What a keyword counts that no person chose: the words of a theme that was found."""


@dataclass(frozen=True)
class Read:
    """The themes of a taxonomy, read.

    Attributes:
        seeds: what the file says of each theme.
        owners: the theme of each of these texts.
        keywords: ready to be looked for.
        trust: what a keyword of each theme counts.
    """

    seeds: list[Reading]
    owners: Ints
    keywords: Keywords
    trust: Floats


_read: dict[bytes, Read] = {}
"""Reading 2,000 texts takes as long as grouping a wall, and a wall is regrouped often."""
_KEPT: Final = 4


def read_themes(themes: Sequence[Theme], reader: Reader) -> Read:
    """Return the themes, read; those of the last few taxonomies are remembered."""
    key = msgspec.msgpack.encode((reader.languages, themes))
    known = _read.get(key)
    if known is None:
        seeds = [(at, text) for at, theme in enumerate(themes) for text in _texts(theme, reader)]
        trust = [FOUND if theme.found else 1.0 for theme in themes]
        known = Read(
            seeds=[text for _at, text in seeds],
            owners=np.array([at for at, _text in seeds], dtype=np.int32),
            keywords=Keywords(themes, reader),
            trust=np.array(trust, dtype=np.float32),
        )
        for old in list(_read)[: 1 - _KEPT]:
            _read.pop(old, None)
        _read[key] = known
    return known


class Themes:
    """The themes that notes may go to.

    Args:
        taxonomy: themes with texts and keywords, or None.
        others: ids of themes that only decisions name.
        reader: reads the texts.
    """

    def __init__(self, taxonomy: Taxonomy | None, others: tuple[str, ...], reader: Reader) -> None:
        given = taxonomy.themes if taxonomy else ()
        read = read_themes(given, reader)
        known = tuple(theme.id for theme in given)
        self.ids: tuple[str, ...] = known + tuple(id_ for id_ in others if id_ not in known)
        self.at = {id_: at for at, id_ in enumerate(self.ids)}
        self.seeds = read.seeds
        self.owners = read.owners
        self._keywords = read.keywords
        self._trust = np.append(read.trust, np.ones(len(self.ids) - len(known), dtype=np.float32))

    def found(self, note: Reading) -> list[Found]:
        """Return the keywords that stand in a note."""
        return self._keywords.found(note)

    def widened(self, heard: Floats) -> Floats:
        """Return weights of keywords with a column for each theme that came since."""
        return np.pad(heard, ((0, 0), (0, len(self.ids) - heard.shape[1])))

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
