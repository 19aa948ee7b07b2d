"""The first whole path, played by keyboard in a real terminal: nothing is faked."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.real.conftest import Tmux

NOTES = [
    ("Trop de clics pour ouvrir un dossier", 7),
    ("Pas assez d'ordinateurs en salle de soins", 5),
    ("Qui appeler la nuit si ça bloque ?", 9),
    ("Double saisie papier + logiciel", 0),
    ("Où est passé l'historique ? Déjà perdu…", 2),
    ("Le bac à sable : on ose essayer", 3),
    ("Chambre connectée bluffante, même pour un chaï", 0),
    ("Œil neuf : l'écran est clair", 1),
    ("Un référent par étage la nuit", 4),
    ("Là-haut, on nous écoute enfin", 0),
]


def run(workspace: Path, *arguments: str) -> str:
    """Run a command of ours and return what it prints."""
    command = [str(Path(sys.executable).parent / "naho"), "-w", str(workspace), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def destination(screen: str) -> str:
    """Return the line that names where things would be sent."""
    return next(line for line in screen.splitlines() if "Destination" in line)


def other_than(line: str) -> Callable[[str], bool]:
    """Return whether another destination is named by now."""
    return lambda screen: destination(screen) != line


def test_a_facilitator_does_the_whole_job(tmux: Tmux, tmp_path: Path) -> None:
    workspace = tmp_path / "semaine"
    tmux.line(f"naho init {workspace} --label B < /dev/null && naho -w {workspace}")
    tmux.until("Tableau de bord")

    # Open a session: three keys.
    tmux.keys("C-o")
    tmux.until("n Ajouter")
    tmux.keys("n")
    tmux.until("Ouvrir la séance")
    tmux.keys("Enter")
    tmux.until("Frein ▸")

    # Ten notes with accents and dots, three columns, as fast as tmux types.
    for number, (text, dots) in enumerate(NOTES):
        if number in (5, 8):
            tmux.keys("Tab")
        tmux.type(text)
        if dots:
            tmux.keys("F9")
            tmux.type(str(dots))
        tmux.keys("Enter")
    tmux.until("10 post-it")
    assert "31 points" in tmux.screen()

    # One is taken back.
    tmux.keys("C-z")
    tmux.until("9 post-it")

    # Three people answer, on an AZERTY row, with and without words.
    tmux.keys("F4")
    tmux.until("sortie-30s")
    listed = [line for line in tmux.screen().splitlines() if re.search(r"· \d+ questions", line)]
    place = next(n for n, line in enumerate(listed) if "sortie-30s" in line)
    tmux.keys(*["Down"] * place, "Enter")
    for face, words in (("(", "à garder"), ("'", ""), ("5", "rien")):
        tmux.until("Commencer")
        tmux.insist("Enter", "1 / 2")
        tmux.keys(face)
        tmux.until("2 / 2")
        if words:
            tmux.type(words)
        tmux.keys("Enter")
        tmux.until("Merci")
        tmux.insist("Enter", "Commencer")
    tmux.insist("C-x", "F5 Synthèse")

    # The summary: themes, and no score for three people.
    tmux.keys("F5")
    tmux.until("11 post-it")
    tmux.until(lambda screen: "Ergonomie" in screen or "Appui" in screen)

    # Send to CSV: preview, send, proof.
    tmux.keys("F8")
    tmux.until("Aperçu")
    while "CSV" not in (chosen := destination(tmux.screen())):
        tmux.keys("Right")
        tmux.until(other_than(chosen))
    tmux.until("themes.csv")
    tmux.keys("Enter")
    tmux.until(lambda screen: "envoyé" in screen.lower())
    themes = workspace / "exports" / "csv-manager" / "themes.csv"
    with themes.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert sum(int(row[2]) for row in rows[1:]) == 11

    # Quit, and everything is there.
    tmux.keys("C-q")
    tmux.until("$ ")
    kept = json.loads(run(workspace, "note", "list", "--json"))
    said = [("à garder", 0), ("rien", 0)]  # what two visitors wrote hangs with the notes
    assert [(n["text"], n["dots"]) for n in kept] == [*NOTES[:-1], *said]
    assert [n["origin"] for n in kept] == ["room"] * 9 + ["kiosk"] * 2
    columns = [n["column"] for n in kept]
    assert columns == ["freins"] * 5 + ["leviers"] * 3 + ["idees"] + [""] * 2
    summary = json.loads(run(workspace, "summary", "--json"))["summary"]
    assert summary["responses"] == {"value": None, "hidden": "small"}

    # Reopen: the wall shows them all.
    tmux.line(f"naho -w {workspace}")
    tmux.until("Tableau de bord")
    tmux.keys("F3")
    tmux.until("11 post-it")
    tmux.until("Un référent par")


def test_a_window_that_is_closed_leaves_no_process_behind(tmux: Tmux, tmp_path: Path) -> None:
    """The kernel says SIGHUP and then SIGCONT, in the middle of painting."""
    workspace = tmp_path / "semaine"
    tmux.line(f"naho init {workspace} --label B < /dev/null && exec naho -w {workspace}")
    tmux.until("Tableau de bord")
    app = psutil.Process(tmux.process())
    tmux.keys("F3", "F2", "F3")
    tmux.close()
    assert psutil.wait_procs([app], timeout=20)[1] == []
