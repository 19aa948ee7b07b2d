"""What the tests of the screen of themes share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.pilot import Pilot

from naho_feedback.api import (
    FoundTheme,
    Grouper,
    GroupingInput,
    Localized,
    Proposal,
    Regrouped,
    hookimpl,
)
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.themes import ThemesScreen
from tests.tui.wall_help import open_session, until

SIZE = (120, 40)


class FakeGrouper(Grouper):
    """Would move notes that say "badge", finds a theme of those that say "repas".

    Notes resemble each other that share their first word.
    """

    name = "themes"
    label = Localized("Essai", "Trial")

    def group(self, given: GroupingInput) -> Iterable[Proposal]:
        return [
            Proposal(note=note.id, theme="acces", words=("badge",), confidence=0.6)
            for note in given.notes
            if "badge" in note.text
        ]

    def regroup(self, given: GroupingInput) -> Regrouped:
        meals = [note for note in given.notes if "repas" in note.text]
        found = FoundTheme(
            id="new-1", label="Repas", words=("repas",), central=tuple(n.id for n in meals[:2])
        )
        proposals = [*self.group(given)]
        proposals += [Proposal(note=note.id, theme="new-1", words=("repas",)) for note in meals]
        return Regrouped(proposals=tuple(proposals), themes=(found,) if meals else ())

    def similar(self, given: GroupingInput, note: Note) -> Iterable[str]:
        first = note.text.split()[0]
        return [other.id for other in given.notes if other.text.split()[0] == first]


class FakePlugin:
    """Registers the grouper above."""

    @hookimpl
    def register_groupers(self) -> Iterable[Grouper]:
        return [FakeGrouper()]


def themes(naho: Naho) -> list[str]:
    """Return the ids of the themes that are subjects."""
    return [theme.id for theme in naho.taxonomy.themes if not theme.special]


def hang(naho: Naho, *texts: str, column: str = "freins") -> list[Note]:
    """Hang notes, the last one is the newest and stands first in the table."""
    session = naho.capture.sessions()[0] if naho.capture.sessions() else open_session(naho)
    return [naho.capture.add_note(session, column, text) for text in texts]


def placed(naho: Naho) -> dict[str, tuple[str, bool]]:
    """Return theme and lock of each note that lies somewhere, by its text."""
    placements = naho.theming.placements()
    texts = {note.id: note.text for note in naho.capture.notes()}
    return {texts[id_]: (p.theme, p.locked) for id_, p in placements.items() if id_ in texts}


def lay(naho: Naho, note: Note, theme: str, *words: str, confidence: float = 0.9) -> None:
    """Let the machine have placed a note."""
    from naho_feedback.domain.events import put

    placement = Placement(
        note=note.id, theme=theme, by="keywords", words=words, confidence=confidence
    )
    naho.store.append([put(placement)], "keywords")


async def on_themes(pilot: Pilot[None], count: int) -> ThemesScreen:
    """Go to the screen and wait until it shows so many notes."""
    app = pilot.app
    assert isinstance(app, NahoApp)
    await pilot.press("f6")
    await until(pilot, lambda: isinstance(app.screen, ThemesScreen), "the screen never came")
    screen = app.screen
    assert isinstance(screen, ThemesScreen)
    await until(
        pilot,
        lambda: screen.grid.rows.count == count and bool(screen.grid.slots),
        "the notes were never read",
    )
    return screen


def shown(screen: ThemesScreen) -> list[str]:
    """Return the words of the notes that are shown, in their order."""
    rows = screen.grid.rows
    return [rows.at(place).note.text for place in range(len(rows.shown))]


def chosen(screen: ThemesScreen) -> str:
    """Return the words of the chosen note."""
    row = screen.grid.chosen
    return row.note.text if row is not None else ""


def said(screen: ThemesScreen) -> str:
    """Return what the quiet line says."""
    from textual.widgets import Static

    return str(screen.query_one("#themes-said", Static).content)


async def settled(pilot: Pilot[Any], screen: ThemesScreen) -> None:
    """Wait until everything that was asked for is written and shown."""
    await screen._writes.idle()
    naho = screen.naho
    await until(
        pilot,
        lambda: (
            not screen._pending
            and screen._table is not None
            and screen._table.version == naho.store.version
        ),
        "the screen never caught up",
    )
