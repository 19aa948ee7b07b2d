"""The engine as the app sees it: one child process, started at first need and again if it fails."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .failures import (
    EngineClosedError,
    EngineDownError,
    EngineError,
    EngineMissingError,
    EngineUnreadableError,
)
from .process import Ask, Child
from .protocol import Done, Group, Know, Place, Placing, Regroup, Similar, Text

MODEL: Final = "naho_themes.model:ThemeModel"
"""The class of the model, which the child imports."""

SILENCE: Final = 60.0
"""Seconds without a sign of life after which a child is given up."""

PATIENCE: Final = 900.0
"""Seconds after which one is given up that still gives signs of life, and no answer."""

MOST_FAILURES: Final = 3
WITHIN: Final = 300.0
"""So many failures within so many seconds, and no child is started any more. Three that hang
for a minute each are among them."""

_HERE: Final = Path(__file__).parent.name
_GONE: Final = 5.0


class Engine:
    """The engine, as the app sees it: starts a child when one is needed.

    Args:
        cache: the folder that the child keeps its model in.
        model: the class of the model.
        silence: seconds without a sign of life after which a child is given up.
        patience: seconds after which one is given up that never answers.
    """

    def __init__(
        self,
        cache: Path,
        *,
        model: str = MODEL,
        silence: float = SILENCE,
        patience: float = PATIENCE,
    ) -> None:
        self._command = (sys.executable, "-P", "-m", f"{_HERE}.child", model, str(cache))
        self._silence = silence
        self._patience = patience
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._failures: deque[float] = deque(maxlen=MOST_FAILURES)
        self._why_not: type[EngineError] | None = None

    @property
    def pid(self) -> int:
        """The child's process; 0 while there is none."""
        child = self._child
        return child.pid if child is not None and child.failure is None else 0

    def warm(self) -> None:
        """Start the child, if there is none; it imports what it needs while nobody waits.

        Raises:
            EngineError: if it cannot be started.
        """
        self._living()

    def place(self, know: Know, texts: Sequence[Text]) -> list[Placing]:
        """Return where texts belong.

        Raises:
            EngineError: if there is no answer.
        """
        return self._asked(know, texts, Place)[0]

    def regroup(
        self,
        know: Know,
        texts: Sequence[Text],
        themes: int = 0,
        *,
        discover: bool = True,
        keep: bool = True,
    ) -> tuple[list[Placing], tuple[Group, ...]]:
        """Return where texts would belong after a fit to all of them; raises as place does."""
        placings, done = self._asked(
            know, texts, lambda number: Regroup(number, discover, themes, keep)
        )
        return placings, done.groups

    def similar(self, know: Know, text: str, texts: Sequence[Text]) -> tuple[float, ...]:
        """Return how much each text resembles one, 0 to 1; raises as place does."""
        return self._asked(know, texts, lambda number: Similar(number, text))[1].likeness

    def close(self) -> None:
        """End the child; whoever waits for it is told."""
        with self._lock:
            self._why_not = EngineClosedError
            child, self._child = self._child, None
        if child is not None:
            child.end(EngineClosedError)
            child.gone(_GONE)

    def _asked(self, know: Know, texts: Sequence[Text], ask: Ask) -> tuple[list[Placing], Done]:
        child = self._living()
        try:
            placings, done = child.ask(know, texts, ask)
        except EngineMissingError:
            child.end(EngineMissingError)
            with self._lock:  # trying again brings nothing
                self._why_not = self._why_not or EngineMissingError
            raise
        given = done.likeness if isinstance(ask(0), Similar) else placings
        if len(given) != len(texts):
            child.end(EngineUnreadableError)
            raise EngineUnreadableError
        return placings, done

    def _living(self) -> Child:
        """Return the child that runs, or a new one."""
        with self._lock:
            if self._why_not is not None:
                raise self._why_not
            if self._child is not None and self._child.failure is None:
                return self._child
            if self._child is not None:
                self._failures.append(self._child.ended)
                self._child = None
            recent = [when for when in self._failures if time.monotonic() - when < WITHIN]
            if len(recent) == MOST_FAILURES:
                self._why_not = EngineDownError
                raise EngineDownError
            self._child = Child(self._command, silence=self._silence, patience=self._patience)
            return self._child
