"""Two questionnaires answered in a real terminal, by keyboard in French and by mouse in English."""

from __future__ import annotations

from pathlib import Path

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.workspace import read_workspace
from tests.real.conftest import Mouse, Tmux


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
    tmux.keys("Enter")
    tmux.until("Merci")
    tmux.keys("Enter")
    tmux.until("À quel questionnaire")
    assert "malade" not in tmux.screen()

    mouse = Mouse(tmux)
    mouse.click("Visite de la Maison")
    tmux.until("1 / 5")
    mouse.click("English")
    tmux.until("My hospital")
    mouse.click("Lens")
    tmux.until("2 / 5")
    mouse.click("Doctor")
    tmux.until("3 / 5")
    mouse.click("Back")
    tmux.until("2 / 5")
    mouse.click("Doctor")
    tmux.until("3 / 5")
    mouse.click("Rather yes")
    tmux.until("4 / 5")
    mouse.click("more in favour")
    tmux.until("5 / 5")
    tmux.type("When?")
    mouse.click("↵")
    tmux.until("Thank you")
    mouse.click("↵")
    tmux.until("À quel questionnaire")  # in the language of the house again

    tmux.keys("C-x", "C-x")
    tmux.until(lambda screen: "Tableau de bord" in screen or screen.rstrip().endswith("$"))
    naho = Naho(read_workspace(workspace), plugins=False)
    typed, touched = naho.store.all(Response)
    assert typed.answers == {
        "a1": 5,
        "a2": 5,
        "a3": 4,
        "a4": "na",
        "a5": 3,
        "a7": "L'aide au lit du malade",
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
