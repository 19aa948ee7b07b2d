"""Ten thousand notes cost what the few in view cost."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement
from naho_feedback.tui.widgets.note_card import Card
from naho_feedback.tui.widgets.note_layout import FRAME, wrapped
from naho_feedback.tui.widgets.wall_paint import WallPainter
from tests.tui.conftest import AppFactory
from tests.tui.wall_help import on_wall, open_session, painted

pytestmark = pytest.mark.usefixtures("source_strings")

MANY = 10_000
COLUMNS = ("freins", "leviers", "idees")


def fill(naho: Naho, *, groups_of: int = 0, themes: bool = False) -> None:
    """Hang many notes; so many in a row of a column are a group, each has a theme where asked."""
    session = open_session(naho)
    clusters = [
        Cluster(id=f"c{n}", session=session.id, title=f"groupe {n}")
        for n in range(MANY // groups_of + 1 if groups_of else 0)
    ]
    notes = [
        Note(
            session=session.id,
            column=COLUMNS[n % 3],
            text=f"note {n} " + "mot " * (n % 31),
            cluster=f"c{n // groups_of}" if groups_of else "",
        )
        for n in range(MANY)
    ]
    naho.store.append([put(cluster, cluster.id) for cluster in clusters], "import")
    ids = naho.store.append([put(note) for note in notes], "import")
    if themes:
        known = [theme.id for theme in naho.taxonomy.themes][:3]
        placed = (Placement(note=id_, theme=known[n % 3]) for n, id_ in enumerate(ids))
        naho.store.append([put(placement) for placement in placed], "import")


async def test_only_notes_in_view_are_wrapped_at_first_and_at_each_step(
    naho: Naho, app: AppFactory
) -> None:
    fill(naho)
    async with app().run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        wrapped.cache_clear()
        screen = await on_wall(pilot)
        rows = screen.wall.size.height
        in_view = 3 * (rows // (FRAME + 1) + 2)
        assert 0 < wrapped.cache_info().misses <= in_view
        for key in ("escape", "end", "pageup", "pageup", "up"):
            before = wrapped.cache_info().misses
            await pilot.press(key)
            # The way to the end settles the view before it too, once.
            assert wrapped.cache_info().misses - before <= 3 * in_view
        assert screen.wall.contents.count == MANY


@pytest.mark.parametrize("grouped", [False, True], ids=["alone", "grouped"])
@pytest.mark.parametrize("by_theme", [False, True], ids=["format", "themes"])
@pytest.mark.parametrize("zoomed", [False, True], ids=["plain", "zoomed"])
async def test_a_frame_touches_the_notes_in_view_and_no_other(
    naho: Naho,
    app: AppFactory,
    monkeypatch: pytest.MonkeyPatch,
    grouped: bool,
    by_theme: bool,
    zoomed: bool,
) -> None:
    fill(naho, groups_of=7 if grouped else 0, themes=by_theme)
    touched: list[str] = []
    of_note = WallPainter._card_of

    def counted(painter: WallPainter, note: Note) -> Card:
        touched.append(note.id)
        return of_note(painter, note)

    monkeypatch.setattr(WallPainter, "_card_of", counted)
    async with app().run_test(size=(120, 40), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        keys = [*(["v"] if by_theme else []), *(["z"] if zoomed else [])]
        await pilot.press("escape", *keys, "end", "pageup", "pageup")
        await pilot.pause()
        columns = [slot for slot in screen.wall.slots if not slot.folded]
        rows = screen.wall.size.height
        touched.clear()
        wrapped.cache_clear()
        painted(screen.wall)
        in_view = len(columns) * (rows // (FRAME + 1) + 2)
        assert 0 < len(set(touched)) <= in_view
        assert len(touched) <= len(columns) * rows
        assert wrapped.cache_info().misses <= in_view
        regions = [screen.wall.region_of(id_) for id_ in set(touched)]
        assert all(r is not None and r.bottom > 2 and r.y < rows for r in regions)


async def test_the_chosen_note_is_in_view_wherever_it_hangs(naho: Naho, app: AppFactory) -> None:
    fill(naho)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape")
        for key in ("end", "right", "home", "pagedown", "pagedown", "left", "end", "up", "pageup"):
            await pilot.press(key)
            note = screen.wall.chosen
            assert note is not None
            region = screen.wall.region_of(note.id)
            assert region is not None
            assert region.y >= 2, key
            assert region.bottom <= screen.wall.size.height, key
            first_words = " ".join(note.text.split()[:2])
            assert any(first_words in row for row in painted(screen.wall)), key


async def test_a_new_note_among_many_is_on_top_at_once(naho: Naho, app: AppFactory) -> None:
    fill(naho)
    async with app().run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        screen = await on_wall(pilot)
        await pilot.press("escape", "end", "i", "n", "e", "u", "f", "enter")
        for _attempt in range(500):
            if screen.wall.contents.count == MANY + 1:
                break
            await pilot.pause(0.01)
        await pilot.pause()
        assert any(" neuf " in row for row in painted(screen.wall)[:6])
