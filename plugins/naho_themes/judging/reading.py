"""Reading labelled notes, samples of them, and the damage that hurried typing does."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from naho_feedback.api import FileError, Localized, folded

from .scores import Labels


@dataclass(frozen=True)
class Labelled:
    """Notes with the label that somebody meant.

    Attributes:
        texts: what they say.
        labels: what they are about, ``""`` for nothing in particular.
    """

    texts: list[str]
    labels: Labels

    @property
    def groups(self) -> int:
        """How many different labels there are."""
        return len(set(self.labels.tolist()))

    def some(self, at: Sequence[int]) -> Labelled:
        """Return some of the notes."""
        return Labelled([self.texts[place] for place in at], self.labels[list(at)])

    def sample(self, most: int, seed: int) -> Labelled:
        """Return at most so many notes, drawn by chance; 0 for all."""
        if not most or len(self.texts) <= most:
            return self
        drawn = np.random.default_rng(seed).permutation(len(self.texts))[:most]
        return self.some(sorted(drawn.tolist()))


def read_labelled(path: Path) -> Labelled:
    """Return the notes of a CSV file with the columns ``text`` and ``label``.

    Raises:
        FileError: if it cannot be read, or has no such columns, or no notes.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter=_separator(path))
            names = rows.fieldnames or []
            if "text" not in names or "label" not in names:
                raise _bad(
                    Localized(
                        "Il faut deux colonnes, text et label.",
                        "Two columns are needed, text and label.",
                    ),
                    path,
                )
            found = [
                ((row["text"] or "").strip(), (row["label"] or "").strip())
                for row in rows
                if (row["text"] or "").strip()
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _bad(
            Localized("Ce fichier ne se lit pas en CSV.", "This file does not read as CSV."), path
        ) from error
    if len(found) < 2:
        raise _bad(Localized("Il n'y a pas de post-its.", "There are no notes."), path)
    return Labelled([text for text, _label in found], np.array([label for _text, label in found]))


def misspelt(texts: Sequence[str], share: float, seed: int) -> list[str]:
    """Return the notes with a slip in a share of their words of four letters or more.

    A slip leaves out, doubles, swaps or replaces one letter, or drops the accents.
    """
    chance = np.random.default_rng(seed)
    return [
        " ".join(
            _slip(word, chance) if len(word) >= 4 and chance.random() < share else word
            for word in text.split()
        )
        for text in texts
    ]


def _slip(word: str, chance: np.random.Generator) -> str:
    at = int(chance.integers(1, len(word) - 1))
    kind = int(chance.integers(0, 5))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 3:
        return (
            word[:at] + "abcdefghijklmnopqrstuvwxyz"[int(chance.integers(0, 26))] + word[at + 1 :]
        )
    return folded(word)


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline()
    return ";" if first.count(";") > first.count(",") else ","


def _bad(said: Localized, path: Path) -> FileError:
    hint = Localized(
        "Enregistrez-le en CSV UTF-8 avec les colonnes text,label.",
        "Save it as UTF-8 CSV with the columns text,label.",
    )
    return FileError(path.name, 0, str(said), str(hint))
