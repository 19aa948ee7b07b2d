"""Pictures for the invented week: drawn ones, so that nobody can be on them.

Their drawings stand in ``scripts/demo_photos``.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Final, NamedTuple

from naho_feedback.bootstrap import Naho

FOLDER: Final = "photos"
"""Where they lie in the workspace."""


class _Picture(NamedTuple):
    """One picture, and what is told of it instead of seeing it."""

    file: str
    caption: str


WALL: Final = _Picture(
    "mur-nahome.png",
    "Le mur «\u00a0Nahôme\u00a0» lundi midi\u00a0: "
    "les freins à gauche, les leviers au milieu, les idées à droite",
)
ROOM: Final = _Picture(
    "chambre-connectee.png",
    "La chambre connectée de Lens, vide\u00a0: "
    "le lit, l'écran sur son bras, l'ordinateur des soignants",
)
PLAN: Final = _Picture(
    "plan-maison-du-projet.png", "Le plan de la Maison du Projet, affiché à l'accueil"
)


def attach_photos(naho: Naho, sessions: Sequence[str]) -> None:
    """Put the pictures into the workspace and attach one to each session, as a person does.

    Args:
        naho: the workspace's services.
        sessions: ids: of the workshop at the wall, the connected room, and the guided tour.

    Raises:
        NahoError: if one is refused.
        OSError: if they cannot be written.
    """
    folder = naho.workspace.root / FOLDER
    folder.mkdir()
    source = resources.files("naho_feedback") / "data" / "demo_photos"
    for session, picture in zip(sessions, (WALL, ROOM, PLAN), strict=True):
        file = folder / picture.file
        file.write_bytes((source / picture.file).read_bytes())
        naho.photos.attach(session, file, picture.caption, confirmed=True)
