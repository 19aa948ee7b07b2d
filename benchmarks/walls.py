"""Workspaces with many notes on one wall, in the store that everybody has."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.workspace import init_demo_workspace

NEWEST: Final = "newest"
"""The newest note's words, at the top of its column."""

_WORDS: Final = (
    *("trop", "de", "clics", "pour", "ouvrir", "un", "dossier"),
    *("la", "nuit", "quand", "il", "manque", "un", "poste"),
)
_COLUMNS: Final = ("freins", "leviers", "idees")


def make_wall(folder: Path, notes: int) -> str:
    """Return a workspace's folder with an open session of so many notes of 3 to 14 words."""
    naho = Naho(init_demo_workspace(folder), plugins=False)
    session = naho.capture.open_session("post-it", "lens")
    for first in range(0, notes, 1000):
        naho.store.append(
            [
                put(
                    Note(
                        session=session.id,
                        column=_COLUMNS[number % len(_COLUMNS)],
                        text=NEWEST if number == notes - 1 else _words(number),
                        at=session.opened + number,
                    )
                )
                for number in range(first, min(notes, first + 1000))
            ],
            "benchmark",
        )
    naho.close()
    return str(folder)


def _words(number: int) -> str:
    return " ".join(_WORDS[(number + i) % len(_WORDS)] for i in range(3 + number % 12))
