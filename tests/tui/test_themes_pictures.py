"""What the screen of themes looks like, frozen in size, time, theme and language."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.tui.app import NahoApp
from tests.tui.seeing import settle
from tests.tui.theme_help import FakePlugin, hang, lay


@pytest.fixture
def sorted_notes(naho: Naho) -> Naho:
    """Eight notes in every state, and eleven themes, so that the bundled list may change."""
    i18n.set_language("fr")
    naho.plugins.register(FakePlugin(), "fake")
    kept = [t for t in naho.themes_file.themes if t.id in KEPT]
    naho.__dict__["themes_file"] = Taxonomy(version=1, themes=tuple(kept))
    notes = hang(
        naho,
        "Le badge marche partout",
        "Mot de passe à chaque fois",
        "Pas assez d'ordinateurs en salle de soins",
        "La formation rassure, il en faudrait plus",
        "Qui appeler la nuit si ça bloque ?",
        "On a donné la mauvaise dose au mauvais patient",
        "Trop de clics pour ouvrir un dossier",
        "Le repas de midi",
    )
    lay(naho, notes[0], "acces", "badge", confidence=0.8)
    lay(naho, notes[1], "acces", "mot de passe", confidence=0.6)
    lay(naho, notes[2], "materiel", "ordinateurs", confidence=0.4)
    naho.theming.place(notes[3].id, "formation")
    for note, dots in zip(notes, (0, 1, 7, 3, 2, 0, 5, 0), strict=True):
        naho.capture.edit_note(note.id, dots=dots)
    return naho


KEPT = {"formation", "support", "materiel", "acces", "ergonomie", "charge", "merci", "hors-sujet"}


def test_themes_on_a_projector(sorted_notes: Naho, snap_compare: Any) -> None:
    """Notes, the list of themes, the chosen note, the number keys."""
    assert snap_compare(
        NahoApp(sorted_notes), terminal_size=(120, 30), press=["f6"], run_before=_settled
    )


def test_themes_on_a_small_terminal(sorted_notes: Naho, snap_compare: Any) -> None:
    """The list goes; the order of the columns stays."""
    assert snap_compare(
        NahoApp(sorted_notes), terminal_size=(80, 24), press=["f6"], run_before=_settled
    )


async def _settled(pilot: Pilot[Any]) -> None:
    await settle(pilot)
