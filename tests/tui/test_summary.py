"""Synthèse: the rows of the page, sorting by theme, and choosing a part."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.contracts.plugins import Grouper, GroupingInput, Proposal, hookimpl
from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.notes import Review
from naho_feedback.domain.themes import Placement
from naho_feedback.domain.views import Count, Hidden, Measure, Precision
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.services.wording import percent
from naho_feedback.tui.screens.summary_rows import summary_rows
from naho_feedback.tui.widgets.page import Page
from tests.tui.conftest import AppFactory
from tests.tui.seeing import rows, seen, settle, toasts

SIZES = [(80, 24), (120, 40)]


class _ByWord(Grouper):
    """Places what speaks of training; fails when told to."""

    name = "keywords"
    label = Localized("Par mot", "By word")

    def __init__(self) -> None:
        self.broken = False

    def group(self, given: GroupingInput) -> list[Proposal]:
        if self.broken:
            msg = "Mme Martin"
            raise RuntimeError(msg)
        return [
            Proposal(note=note.id, theme="formation", words=("bac à sable",), confidence=0.9)
            for note in given.notes
            if "ormer" in note.text
        ]


@pytest.fixture
def grouper(naho: Naho) -> _ByWord:
    """The grouper that the workspace names."""
    made = _ByWord()

    class Plugin:
        @hookimpl
        def register_groupers(self) -> list[Grouper]:
            return [made]

    naho.plugins.register(Plugin(), "test")
    return made


@pytest.fixture
def filled(naho: Naho, grouper: _ByWord) -> Naho:
    """Two sessions, five notes, visits and answers."""
    lens = naho.capture.open_session("post-it", "lens")
    bethune = naho.capture.open_session("post-it", "bethune")
    for session, column, text in (
        (lens, "freins", "Former les équipes de nuit"),
        (bethune, "freins", "Il faut former avant"),
        (bethune, "freins", "Trop de clics"),
        (lens, "leviers", "Former dans le bac à sable"),
        (lens, "idees", "Un référent pour former"),
    ):
        naho.capture.add_note(session, column, text, dots=2)
    for number in range(7):
        naho.capture.add_note(bethune, "idees", f"Rien de plus {number}")
    naho.capture.edit_note(naho.capture.notes()[0].id, review=Review.QUOTABLE)
    naho.capture.add_visit("lens", count=412)
    naho.capture.add_visit("bethune", count=3)
    naho.capture.declare_unique("2017-02-27", "2017-03-03", "badges")
    survey = naho.kiosk.survey("sortie-30s")
    for answer in (5, 5, 4, 4, 2) * 8:
        naho.kiosk.submit(survey, {survey.questions[0].id: answer})
    return naho


@pytest.mark.parametrize("size", SIZES)
async def test_page_tells_reach_themes_scores_quotes_and_limits(
    filled: Naho, app: AppFactory, size: tuple[int, int]
) -> None:
    """All of it, scrolled through, and never wider than the screen."""
    async with app().run_test(size=size) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        page = pilot.app.screen.query_one(Page)
        painted = "\n".join(map(str, page.rows(page.content_size.width)))
        assert "415" in painted
        assert "Formation et compétences" in painted
        assert "bac à sable" in painted
        assert _("“{text}”").format(text="Former les équipes de nuit") in painted
        assert percent(32 / 40) in painted
        assert "●" in painted
        assert all(len(row) <= size[0] for row in rows(pilot.app))
        top = seen(pilot.app)
        await pilot.press("end")
        await settle(pilot)
        assert (seen(pilot.app) != top) == (len(painted.split("\n")) > size[1] - 5)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_workspace_says_so(app: AppFactory, size: tuple[int, int]) -> None:
    """No bar, no score, one sentence."""
    async with app().run_test(size=size) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        assert _("Nothing was collected in this selection yet.") in seen(pilot.app)


def test_a_small_site_stays_hidden(filled: Naho) -> None:
    """Three people of one site are nobody's business; their neighbour hides them."""
    view = filled.gate.view(Audience.MANAGER)
    painted = "\n".join(map(str, summary_rows(view, {}, 100)))
    assert "3 / 600" not in painted
    assert _("fewer than {k}").format(k=5) in painted


@pytest.mark.parametrize("width", [20, 40, 60, 76, 116, 200])
def test_rows_fit_every_width(filled: Naho, width: int) -> None:
    """From a very narrow window to a projector."""
    filled.theming.group()
    view = filled.gate.view(Audience.MANAGER)
    made = summary_rows(view, {"sortie-30s": "Sortie d'atelier"}, width)
    slack = 0 if width >= 60 else 40
    assert max(row.cell_length for row in made) <= width + slack


def test_barriers_grow_to_the_left_and_enablers_to_the_right(filled: Naho) -> None:
    """Around one axis that all themes share."""
    filled.theming.group()
    made = [str(row) for row in summary_rows(filled.gate.view(), {}, 100)]
    (row,) = (row for row in made if row.startswith("Formation"))
    left, right = row.split("│")
    assert left.split()[-2] == "2"
    assert right.split()[1] == "1"
    assert len(left.rstrip().split()[-1]) > len(right.split()[0])
    assert "! 1" in right
    axes = {row.index("│") for row in made if "│" in row}
    assert len(axes) == 1


def test_a_score_without_enough_answers_has_no_scale(naho: Naho) -> None:
    """It says how few they are, and draws nothing."""
    hidden = Count(None, Hidden.SMALL)
    measure = Measure(
        survey="s",
        question="q",
        text="Utile ?",
        kind="share",
        answers=hidden,
        precision=Precision.HIDDEN,
        favourable=hidden,
        unfavourable=hidden,
    )
    naho.capture.add_visit("lens", count=9)
    view = naho.gate.view()
    summary = msgspec.structs.replace(view.summary, measures=(measure,))
    painted = "\n".join(
        map(str, summary_rows(msgspec.structs.replace(view, summary=summary), {}, 80))
    )
    assert _("not enough answers (fewer than {k})").format(k=5) in painted
    assert "●" not in painted


async def test_new_notes_are_placed_when_the_page_opens(filled: Naho, app: AppFactory) -> None:
    """What has no placement yet gets one; what has one keeps it."""
    moved = filled.capture.notes()[0]
    filled.theming.group()
    (before,) = (p for p in filled.theming.placements().values() if p.note == moved.id)
    late = filled.capture.add_note(filled.capture.sessions()[0], "", "Former encore")
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await settle(pilot)
    placements = filled.theming.placements()
    assert placements[late.id].theme == "formation"
    assert placements[moved.id] == before


async def test_sorting_again_tells_what_changed_and_moves_no_locked_note(
    filled: Naho, app: AppFactory
) -> None:
    """A person placed one note elsewhere; the grouper would put it back."""
    first, *_rest = filled.capture.notes()
    filled.theming.place(first.id, _another_theme(filled))
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("g")
        await settle(pilot)
        said = " ".join(toasts(pilot.app))
        assert _("Sorting by theme…") in said
        assert "4" in said
    placement: Placement = filled.theming.placements()[first.id]
    assert placement.locked
    assert placement.theme == _another_theme(filled)


def _another_theme(naho: Naho) -> str:
    return next(theme.id for theme in naho.taxonomy.themes if theme.id != "formation")


async def test_a_grouper_that_fails_costs_no_figures(
    filled: Naho, grouper: _ByWord, app: AppFactory
) -> None:
    """The page is there, and says above what failed; the exception's words are not shown."""
    grouper.broken = True
    async with app().run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        painted = seen(pilot.app)
        wrong = pilot.app.screen.query_one("#wrong", Static)
        assert wrong.display
        assert "keywords" in str(wrong.render())
        assert "415" in painted
        assert "Martin" not in painted
        await pilot.press("g")
        await settle(pilot)
        assert any("keywords" in text for text in toasts(pilot.app))


async def test_a_part_is_chosen_and_named_in_the_header(filled: Naho, app: AppFactory) -> None:
    """One session of the list, found by typing a part of its name."""
    async with app().run_test(size=(120, 40)) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        everything = seen(pilot.app)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press(*"bethune 2017")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Béthune" in rows(pilot.app)[0]
        assert str(dt.date(2017, 3, 3).year) in rows(pilot.app)[0]
        assert seen(pilot.app) != everything
        assert "415" not in seen(pilot.app)
