"""Ten thousand notes are sorted as quickly as ten: a key touches the rows in view and no other."""

from __future__ import annotations

import pytest
from textual.strip import Strip

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement
from naho_feedback.services.theme_table import TableRow
from naho_feedback.tui.widgets.theme_view import ThemeView
from tests.tui.conftest import AppFactory
from tests.tui.theme_help import FakePlugin, on_themes, settled, shown
from tests.tui.wall_help import open_session, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")

MANY = 10_000


def fill(naho: Naho) -> None:
    """Hang many notes; two of three were placed by the machine."""
    session = open_session(naho)
    notes = [
        Note(session=session.id, column="freins", text=f"note {n} " + "mot " * (n % 31), at=n)
        for n in range(MANY)
    ]
    ids = naho.store.append([put(note) for note in notes], "import")
    known = [theme.id for theme in naho.taxonomy.themes][:3]
    placed = (
        Placement(note=id_, theme=known[n % 3], by="keywords", words=("mot",), confidence=n / MANY)
        for n, id_ in enumerate(ids)
        if n % 3
    )
    naho.store.append([put(placement) for placement in placed], "import")


async def test_a_key_paints_the_rows_in_view_at_most(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moving paints two rows, scrolling a page, placing what changed; none asks all notes."""
    naho.plugins.register(FakePlugin(), "fake")
    fill(naho)
    painted: list[str] = []
    paint_row = ThemeView.paint_row

    def counted(view: ThemeView, row: TableRow, width: int) -> Strip:
        painted.append(row.id)
        return paint_row(view, row, width)

    monkeypatch.setattr(ThemeView, "paint_row", counted)
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        screen = await on_themes(pilot, MANY)
        view = screen.grid.page
        screen.grid.slots = screen.grid.slots[:9]
        for key, most in (
            *(("down", 2), ("up", 2), ("pagedown", view), ("end", view), ("home", view)),
            *(("space", 4), ("escape", view), ("s", view), ("S", view)),
        ):
            await pilot.pause()
            painted.clear()
            await pilot.press(key)
            await pilot.pause()
            assert len(painted) <= most + 2, key
        painted.clear()
        await pilot.press("1", "1", "1")
        await pilot.pause()
        assert len(set(painted)) <= 4
        await settled(pilot, screen)


async def test_a_letter_more_looks_through_what_the_letters_before_it_found(
    naho: Naho, app: AppFactory
) -> None:
    """And the result is that of the whole word."""
    fill(naho)
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        screen = await on_themes(pilot, MANY)
        await pilot.press("slash")
        await type_in(pilot, "note 7777")
        wanted = [note.text for note in naho.capture.notes() if "7777" in f"{note.text} {note.id}"]
        await until(pilot, lambda: len(screen.grid.rows.shown) == len(wanted))
        assert sorted(shown(screen)) == sorted(wanted)
