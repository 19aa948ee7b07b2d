"""The engine with a model that takes no time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from naho_feedback.api import GroupingInput, Note, Placement, Taxonomy
from naho_themes.engine import Engine

ROOT = Path(__file__).parents[3]
STAND_IN = "tests.plugins.themes.stand_in:ThemeModel"

EngineFactory = Callable[..., Engine]


@pytest.fixture
def make_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineFactory]:
    """Make engines on one cache, which end with the test; the model is the stand-in."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *_given()]))
    made: list[Engine] = []

    def make(**changes: Any) -> Engine:
        engine = Engine(tmp_path / "cache", **{"model": STAND_IN, **changes})
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


def _given() -> list[str]:
    return [folder] if (folder := os.environ.get("PYTHONPATH")) else []


@pytest.fixture
def engine(make_engine: EngineFactory) -> Engine:
    """An engine whose child is not started yet."""
    return make_engine()


def a_note(number: int, text: str) -> Note:
    return Note(id=f"A7K2-{number}", text=text)


def given(taxonomy: Taxonomy, *texts: str, **decided: str) -> GroupingInput:
    """Return notes n1, n2, ... in their order; keywords say what people decided for which."""
    notes = tuple(a_note(number, text) for number, text in enumerate(texts, 1))
    by_name = {f"n{number}": note for number, note in enumerate(notes, 1)}
    return GroupingInput(
        notes=notes,
        decisions=tuple(
            Placement(note=by_name[name].id, theme=theme, by="person", locked=True)
            for name, theme in decided.items()
        ),
        decided=tuple(by_name[name] for name in decided),
        taxonomy=taxonomy,
        languages=("fr", "en"),
    )


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something that another process does.

    Raises:
        TimeoutError: if it does not.
    """
    tick = threading.Event()
    for _time in range(int(seconds / 0.01)):
        if true():
            return
        tick.wait(0.01)
    raise TimeoutError
