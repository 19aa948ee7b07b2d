"""What two screens look like, frozen in size, time, theme and language."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Review
from naho_feedback.tui.app import NahoApp
from tests.tui.seeing import settle

_NOTES = (
    ("post-it", "lens", "freins", "Pas assez d'ordinateurs en salle de soins", 7),
    ("post-it", "lens", "freins", "Qui appeler la nuit si ça bloque ?", 2),
    ("post-it", "lens", "leviers", "Le bac à sable : la formation rassure", 3),
    ("post-it", "bethune", "freins", "Trop de clics pour ouvrir un dossier", 5),
    ("post-it", "bethune", "idees", "Un référent par étage la nuit", 4),
    ("chambre-connectee", "lens", "rose", "Chambre connectée bluffante", 0),
    ("chambre-connectee", "lens", "epine", "Le mot de passe à chaque fois", 1),
)


@pytest.fixture
def filled(naho: Naho) -> Naho:
    """A small morning: three sessions, seven notes, visits at four sites, forty answers."""
    import naho_keywords
    import naho_panels

    i18n.set_language("en")
    naho.plugins.register(naho_keywords, "keywords")
    naho.plugins.register(naho_panels, "panels")
    sessions = {}
    for workshop, site, column, text, dots in _NOTES:
        place = (workshop, site)
        if place not in sessions:
            sessions[place] = naho.capture.open_session(*place)
        naho.capture.add_note(sessions[place], column, text, dots=dots)
    naho.capture.edit_note(naho.capture.notes()[1].id, review=Review.QUOTABLE)
    for site, count in (("lens", 412), ("bethune", 128), ("henin-beaumont", 71), ("la-bassee", 19)):
        naho.capture.add_visit(site, count=count)
    naho.capture.declare_unique("2017-02-27", "2017-03-03", "badges counted at the door")
    survey = naho.kiosk.survey("sortie-30s")
    for answer in (5, 4, 4, 2, 5) * 8:
        naho.kiosk.submit(survey, {survey.questions[0].id: answer})
    naho.theming.group()
    return naho


def test_dashboard_on_a_projector(filled: Naho, snap_compare: Any) -> None:
    """Two columns of tiles."""
    assert snap_compare(NahoApp(filled), terminal_size=(120, 40), run_before=_settled)


def test_dashboard_on_a_small_terminal(filled: Naho, snap_compare: Any) -> None:
    """One column, scrolling."""
    assert snap_compare(NahoApp(filled), terminal_size=(80, 24), run_before=_settled)


def test_summary_on_a_projector(filled: Naho, snap_compare: Any) -> None:
    """Reach, themes around their axis, scores with their range, quotes, limits."""
    assert snap_compare(NahoApp(filled), terminal_size=(120, 44), press=["f5"], run_before=_settled)


async def _settled(pilot: Pilot[Any]) -> None:
    await settle(pilot)
