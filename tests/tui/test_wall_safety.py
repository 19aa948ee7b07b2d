"""The capture line says where to report what may speak of harm, once and quietly."""

from __future__ import annotations

import pytest

from naho_feedback.bootstrap import Naho
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle, toasts
from tests.tui.wall_help import on_wall, open_session, screen_text, texts, type_in, until

pytestmark = pytest.mark.usefixtures("source_strings")


async def test_it_is_said_below_the_line_when_the_note_is_kept_and_goes_with_the_next_one(
    naho: Naho, app: AppFactory
) -> None:
    open_session(naho)
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await on_wall(pilot)
        await type_in(pilot, "Trop de clics")
        await pilot.press("enter")
        await settle(pilot)
        assert "may speak of harm" not in screen_text(pilot.app)
        await type_in(pilot, "Un patient est tombé")
        await pilot.press("enter")
        await until(pilot, lambda: "may speak of harm. Déclarez-le" in screen_text(pilot.app))
        assert not any("harm" in toast for toast in toasts(pilot.app))
        await type_in(pilot, "Le chariot bleu")
        await pilot.press("enter")
        await until(pilot, lambda: "may speak of harm" not in screen_text(pilot.app))
    assert len(texts(naho)) == 3
