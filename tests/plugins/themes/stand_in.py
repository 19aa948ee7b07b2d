"""A model without arithmetic: the child's own behaviour is tried with it, quickly.

A text goes to the theme whose id stands in it, or that people decided for a text with the same
first word; the others that begin alike are found as groups. Some first words are spells: they
make a model misbehave as real ones could.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from naho_feedback.api import Taxonomy


@dataclass(frozen=True)
class Placed:
    theme: str
    also: tuple[str, ...]
    words: tuple[str, ...]
    confidence: float


@dataclass(frozen=True)
class Found:
    members: tuple[int, ...]
    label: str
    words: tuple[str, ...]
    central: tuple[int, ...]


def cast_spell(word: str) -> None:
    """Do what a word says, if it is a spell: ``SLEEP:0.5``, ``WAIT:<file>``."""
    spell, _colon, rest = word.partition(":")
    match spell:
        case "RAISE":
            raise ValueError(rest)
        case "DIE":
            os._exit(3)
        case "PRINT":
            os.write(1, b"this stands in nobody's way" * 1_000)
        case "SLEEP":
            time.sleep(float(rest))
        case "SPIN":
            end = time.monotonic() + float(rest)
            while time.monotonic() < end:
                sum(range(1_000))
        case "WAIT":
            Path(rest).with_suffix(".waiting").touch()
            while not Path(rest).exists():
                time.sleep(0.01)
        case _:
            return


def first_word(text: str) -> str:
    return (text.split() or [""])[0]


class ThemeModel:
    """As ``naho_themes.model.ThemeModel``."""

    def __init__(
        self,
        taxonomy: Taxonomy | None = None,
        *,
        languages: Sequence[str] = (),
        n_themes: int = 0,
        discovery: bool = True,
    ) -> None:
        self.taxonomy = taxonomy
        self.discovery = discovery
        self.n_themes = n_themes
        self.rules: dict[str, str] = {}
        self.fitted = 0
        self.relearnt = 0
        self.proposed_: list[Found] = []

    def fit(self, texts: Sequence[str], y: Sequence[str | None] | None = None) -> ThemeModel:
        decided = y or [None] * len(texts)
        self.fitted = len(texts)
        self._learn(
            [(t, theme) for t, theme in zip(texts, decided, strict=True) if theme is not None]
        )
        groups: dict[str, list[int]] = defaultdict(list)
        for at, (text, theme) in enumerate(zip(texts, decided, strict=True)):
            if theme is None and not self.place([text])[0].theme:
                groups[first_word(text)].append(at)
        self.proposed_ = [
            Found(tuple(members), word, (word,), tuple(members[:2]))
            for word, members in sorted(groups.items())
            if self.discovery and len(members) > 1
        ]
        return self

    def follow(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy

    def relearn(self, texts: Sequence[str], decided: Sequence[str]) -> None:
        self.relearnt += 1
        self.rules = {}
        self._learn(list(zip(texts, decided, strict=True)))

    def _learn(self, decided: list[tuple[str, str]]) -> None:
        self.rules.update({first_word(text): theme for text, theme in decided})

    def place(self, texts: Sequence[str]) -> list[Placed]:
        return [self._place(text) for text in texts if text != "LEAVE-OUT"]

    def _place(self, text: str) -> Placed:
        word = first_word(text)
        cast_spell(word)
        if word == "HOW":  # tells what the model has seen, in the place of words
            said = (f"fitted {self.fitted}", f"relearnt {self.relearnt}")
            return Placed("", (), said, 0.0)
        known = [theme.id for theme in self.taxonomy.themes] if self.taxonomy else []
        if word in self.rules:
            return Placed(self.rules[word], (), (word,), 0.9)
        found = [id_ for id_ in known if id_ in text]
        return (
            Placed(found[0], tuple(found[1:]), (found[0],), 0.7)
            if found
            else Placed("", (), (), 0.0)
        )

    def similar(self, text: str, texts: Sequence[str]) -> list[float]:
        mine = set(text.split())
        return [len(mine & set(other.split())) / len(mine | set(other.split())) for other in texts]

    def save(self, folder: Path) -> None:
        kept = {"rules": self.rules, "fitted": self.fitted}
        (folder / "model.json").write_text(json.dumps(kept), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> ThemeModel:
        model = cls()
        kept = json.loads((folder / "model.json").read_text("utf-8"))
        model.rules, model.fitted = kept["rules"], kept["fitted"]
        return model
