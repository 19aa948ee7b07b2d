"""Two questionnaires answered in a real terminal, by keyboard in French and by mouse in English."""

from __future__ import annotations

from pathlib import Path

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.workspace import read_workspace
from tests.real.conftest import Mouse, Tmux


def touch(mouse: Mouse, text: str, then: str) -> None:
    """Touch something until the next page is there: a page that has just come takes no touch."""
    for _again in range(20):
        mouse.click(text)
        if mouse.tmux.comes(then, 1.0):
            return
    mouse.tmux.until(then)


def test_a_visitor_types_and_the_next_one_touches(tmux: Tmux, tmp_path: Path) -> None:
    workspace = tmp_path / "semaine"
    tmux.line(f"naho init {workspace} --label B < /dev/null && clear")
    tmux.until(lambda screen: screen.strip() == "$")
    tmux.line(f"naho -w {workspace} kiosk atelier visiteur")
    tmux.until("À quel questionnaire")

    # Digits without shift on AZERTY, with it, and of the keypad are the same digits.
    tmux.type("&")
    for place, digit in enumerate(("(", "5", "'", "à", "3"), 1):
        tmux.until(f"{place} / 8")
        tmux.type(digit)
    tmux.until("6 / 8")
    tmux.keys("Enter")  # skipped
    tmux.until("7 / 8")
    tmux.until("N'écrivez ni nom de patient")
    tmux.type("L'aide au lit du malade")
    tmux.keys("Enter")
    tmux.until("8 / 8")
    tmux.type("Rien")
    tmux.keys("Enter")
    tmux.until("Merci")
    mouse = Mouse(tmux)
    touch(mouse, "Personne suivante", "À quel questionnaire")
    assert "malade" not in tmux.screen()

    touch(mouse, "Visite de la Maison", "1 / 5")
    touch(mouse, "English", "My hospital")
    touch(mouse, "Lens", "2 / 5")
    touch(mouse, "Doctor", "3 / 5")
    touch(mouse, "Back", "2 / 5")
    touch(mouse, "Doctor", "3 / 5")
    touch(mouse, "Rather yes", "4 / 5")
    touch(mouse, "more in favour", "5 / 5")
    tmux.type("When?")
    touch(mouse, "↵", "Thank you")
    touch(mouse, "Next person", "À quel questionnaire")  # in the language of the house again

    tmux.insist("C-x", "Tableau de bord")
    naho = Naho(read_workspace(workspace), plugins=False)
    typed, touched = naho.store.all(Response)
    assert typed.answers == {
        "a1": 5,
        "a2": 5,
        "a3": 4,
        "a4": "na",
        "a5": 3,
        "a7": "L'aide au lit du malade",
        "a8": "Rien",
    }
    assert typed.language == "fr"
    assert touched.answers == {
        "v0": "lens",
        "v0r": "medecin",
        "v1": 4,
        "v2": "plus",
        "v3": "When?",
    }
    assert touched.language == "en"
    assert list(naho.store.all(Begun)) == []
    naho.close()
