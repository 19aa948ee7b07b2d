"""Restitution: what a session said, shown to its room when it is closed."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.actions import Action, ActionStatus
from naho_feedback.domain.events import put
from naho_feedback.domain.sessions import Session
from naho_feedback.tui.screens.restitution import RestitutionScreen
from naho_feedback.tui.widgets.restitution_figures import Figure, digits, figure_rows
from tests.tui.conftest import AppFactory
from tests.tui.seeing import key_words, rows, seen, settle

pytestmark = pytest.mark.usefixtures("source_strings")
SIZES = [(80, 24), (120, 40)]
HOSTILE = "[@click=app.quit]Former[/] [/red] \x1b[31mla nuit \u202eevil"
QUOTE = "Mon chef crie dans la salle de soins"


def said(naho: Naho, attendance: int | None = None) -> Session:
    """A session of three notes, two of them on one theme, with a decision on it."""
    session = naho.capture.open_session("post-it", "lens", attendance=attendance)
    themes = [theme.id for theme in naho.taxonomy.themes][:2]
    for column, text, theme, dots in (
        ("freins", QUOTE, themes[0], 4),
        ("leviers", "Un bon outil", themes[0], 0),
        ("freins", "Trop lent", themes[1], 0),
    ):
        note = naho.capture.add_note(session, column, text, dots=dots)
        naho.theming.place(note.id, theme)
    naho.store.append(
        [
            put(
                Action(
                    theme=themes[0],
                    decision=HOSTILE,
                    status=ActionStatus.RUNNING,
                    due="2017-03-15",
                )
            )
        ],
        "wall",
    )
    return session


@pytest.mark.parametrize("size", SIZES)
async def test_closing_asks_once_then_shows_the_room_what_it_said(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """Themes, sides, dots, what happens next and thanks in one screen; Escape goes back."""
    session = said(naho)
    label = naho.taxonomy.label(naho.taxonomy.themes[0].id)
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert naho.capture.session(session.id).is_open
        await pilot.press("2", "8", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RestitutionScreen)
        closed = naho.capture.session(session.id)
        assert (closed.is_open, closed.attendance) == (False, 28)
        painted = rows(pilot.app)
        (theme,) = (row for row in painted if label[:20] in row)
        assert "− 1" in theme
        assert "+ 1" in theme
        assert "● 4" in theme
        text = seen(pilot.app)
        assert "28 in the room" in text
        assert "What happens next" in text
        assert "under way" in text
        assert "Thank you." in text
        assert QUOTE not in text
        assert "[@click=app" in text
        assert not {"\x1b", "\u202e"} & set(text)
        assert digits(3, large=size[1] >= 40)[0] in text
        assert all(len(row) <= size[0] for row in painted)
        assert "Back to the sessions" in key_words(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.current_mode == "sessions"
        await pilot.press("r")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RestitutionScreen)


async def test_a_small_room_is_not_counted_aloud(naho: Naho, app: AppFactory) -> None:
    """Fewer than k people are not shown as a number."""
    session = said(naho, attendance=3)
    naho.capture.close_session(session.id)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert "fewer than 5 in the room" in seen(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_many_themes_and_decisions_still_stand_in_one_screen(
    naho: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """The thanks stay; what does not fit is counted."""
    session = naho.capture.open_session("post-it", "lens")
    for theme in naho.taxonomy.themes:
        for _i in range(2):
            note = naho.capture.add_note(session, "freins", "Un mot")
            naho.theming.place(note.id, theme.id)
    themes = [theme.id for theme in naho.taxonomy.themes]
    naho.store.append([put(Action(theme=t, decision=f"Agir {t}")) for t in themes], "wall")
    naho.capture.close_session(session.id)
    async with app().run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        text = seen(pilot.app)
        assert "Thank you." in text
        assert "more" in text
        assert pilot.app.screen.max_scroll_y == 0


async def test_an_empty_session_thanks_too(naho: Naho, app: AppFactory) -> None:
    naho.capture.open_session("post-it", "lens")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await settle(pilot)
        await pilot.press("c", "enter")
        await settle(pilot)
        assert "No note here." in seen(pilot.app)
        assert "The project team reads every note" in seen(pilot.app)


def test_figures_that_do_not_fit_are_left_out() -> None:
    """The most important ones stay; every row is as wide as the others."""
    figures = [Figure(105, "notes"), Figure(7, "dots"), Figure(12, "barriers")]
    shown = figure_rows(figures, 24, large=False)
    assert "notes" in shown[-1].plain
    assert "dots" in shown[-1].plain
    assert "barriers" not in shown[-1].plain
    assert len({row.cell_length for row in shown}) == 1
    assert figure_rows(figures, 2, large=False) == []


@pytest.mark.parametrize(("large", "height"), [(False, 3), (True, 5)])
def test_every_digit_is_drawn_in_equal_rows_and_none_like_another(large: bool, height: int) -> None:
    drawn = [tuple(digits(number, large=large)) for number in range(10)]
    assert len(set(drawn)) == 10
    assert all(len(rows_) == height for rows_ in drawn)
    assert len({len(row) for rows_ in drawn for row in rows_}) == 1
