"""A questionnaire while its file is being written: shown anew at each save, nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.tui.screens.survey_preview import PreviewScreen
from naho_feedback.tui.screens.surveys import SurveyList
from tests.tui.conftest import AppFactory
from tests.tui.seeing import seen, settle
from tests.tui.wall_help import until

pytestmark = pytest.mark.usefixtures("source_strings")

FIRST = """
id = "essai"
version = 1
title = { fr = "Essai", en = "Trial" }

[[questions]]
id = "a"
kind = "faces"
text = { fr = "Content ?", en = "Happy?" }

[[questions]]
id = "b"
kind = "text"
text = { fr = "Pourquoi ?", en = "Why so?" }
"""


def save(naho: Naho, text: str) -> Path:
    """Save the file as an editor does: a new one, renamed over the old one."""
    file = naho.workspace.surveys_dir / "essai.toml"
    file.parent.mkdir(exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)
    return file


async def open_preview(pilot: Pilot[None]) -> None:
    """Open it from the list of questionnaires."""
    await pilot.press("f4")
    await settle(pilot)
    listed = [option.id for option in pilot.app.screen.query_one(SurveyList).options]
    await pilot.press("home", *["down"] * listed.index("essai"), "v")
    await until(pilot, lambda: "Content ?" in seen(pilot.app))
    assert isinstance(pilot.app.screen, PreviewScreen)


async def test_a_saved_file_is_shown_at_once_where_one_stood(naho: Naho, app: AppFactory) -> None:
    save(naho, FIRST)
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await open_preview(pilot)
        assert "nothing is kept" in seen(pilot.app)
        await pilot.press("4")
        await until(pilot, lambda: "Pourquoi ?" in seen(pilot.app))
        save(
            naho, FIRST.replace("Pourquoi ?", "Et pourquoi ?").replace("version = 1", "version = 2")
        )
        await until(pilot, lambda: "Et pourquoi ?" in seen(pilot.app))
        assert "version 2" in seen(pilot.app)
        assert "2 / 2" in seen(pilot.app)
        await pilot.press("pagedown")
        await until(pilot, lambda: "Content ?" in seen(pilot.app))
    assert list(naho.store.all(Response)) == []
    assert list(naho.store.all(Begun)) == []


async def test_a_mistake_is_said_with_its_line_and_the_page_stays(
    naho: Naho, app: AppFactory
) -> None:
    save(naho, FIRST)
    async with app().run_test(size=(100, 30), notifications=True) as pilot:
        await open_preview(pilot)
        save(naho, FIRST.replace('kind = "faces"', 'kind = "grimace [/]"'))
        await until(pilot, lambda: "essai.toml:8" in seen(pilot.app))
        assert "Content ?" in seen(pilot.app)
        save(naho, FIRST)
        await until(pilot, lambda: "essai.toml:8" not in seen(pilot.app))


async def test_the_end_begins_again_and_escape_leads_back(naho: Naho, app: AppFactory) -> None:
    save(naho, FIRST)
    async with app().run_test(size=(80, 24), notifications=True) as pilot:
        await open_preview(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Pourquoi ?" in seen(pilot.app))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "Content ?" in seen(pilot.app))
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(pilot.app.screen, PreviewScreen)
        assert "Essai" in seen(pilot.app)
    assert list(naho.store.all(Response)) == []
