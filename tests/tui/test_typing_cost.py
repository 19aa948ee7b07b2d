"""A letter in the capture line costs a letter: nothing else is laid out or painted again."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen
from textual.strip import Strip

from naho_feedback.bootstrap import Naho
from naho_feedback.tui.widgets.wall import WallView
from tests.tui.conftest import AppFactory
from tests.tui.seeing import settle
from tests.tui.wall_help import on_wall, open_session


async def test_a_letter_lays_nothing_out_and_leaves_the_wall_alone(
    naho: Naho, app: AppFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_session(naho)
    for number in range(30):
        naho.capture.add_note(session, "", f"post-it {number}")
    layouts: list[Any] = []
    painted: list[int] = []
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        screen = await on_wall(pilot)
        await settle(pilot)
        lay_out, render = Screen._refresh_layout, WallView.render_line

        def laid_out(*given: Any) -> None:
            layouts.append(given)
            lay_out(*given)

        def rendered(wall: WallView, y: int) -> Strip:
            painted.append(y)
            return render(wall, y)

        monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
        monkeypatch.setattr(WallView, "render_line", rendered)
        await pilot.press(*"trop de clics".replace(" ", ""))
        await settle(pilot)
        assert screen.capture.words.value == "tropdeclics"
        assert layouts == []
        assert painted == []
        screen.wall.refresh()
        await settle(pilot)
        assert painted != []
