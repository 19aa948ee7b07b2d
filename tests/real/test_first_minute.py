"""The first useful minute: an empty folder, the questions, the app, one note with its receipt.

Whoever plays it here knows nothing: each key that is pressed and the command that opens the app
are read off the screen.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Final

import pytest

from tests.real.conftest import Tmux

KEYS: Final = {"Entrée": "Enter"}
"""Caps that tmux calls otherwise."""

QUESTIONS: Final = (
    "Lettre de cet ordinateur [A]",
    "Langue des écrans, fr ou en [fr]",
    "Nom du programme [n@hô]",
    "Sites et effectifs connus [l'exemple\u00a0: Lens = 1100, Béthune = 600, …]",
    "Clavier, azerty ou qwerty [azerty]",
)


def press(tmux: Tmux, what: str) -> None:
    """Press the key that the screen offers for something, once it does."""
    offer = re.compile(rf"(\S+) {what}(\s|$)", re.MULTILINE)
    screen = tmux.until(lambda screen: offer.search(screen) is not None)
    found = offer.search(screen)
    assert found is not None
    tmux.keys(KEYS.get(found[1], found[1]))


def told_command(screen: str) -> str:
    """Return the command that the last lines say to type, however it was broken."""
    _before, _mark, rest = screen.partition("Pour l'ouvrir\u00a0: ")
    command, prompt, _after = rest.replace("\n", "").partition("$")
    assert prompt
    return command.strip()


def test_from_an_empty_folder_to_the_first_note(
    tmux: Tmux, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmux.until("$ ")
    began = time.monotonic()
    tmux.line(f"cd {tmp_path} && clear && naho init semaine")
    for question in QUESTIONS:
        tmux.until(question)  # also: it stands on one line
        tmux.keys("Enter")
    tmux.until(lambda screen: "Pour l'ouvrir" in screen and screen.rstrip().endswith("$"))
    tmux.line(told_command(tmux.screen()))

    # The first tile says what to do; Enter opens it, and the next screen names its key.
    tmux.until("Aucune séance ouverte.")
    press(tmux, "Ouvrir")
    press(tmux, "Nouvelle séance")
    press(tmux, "Ouvrir la séance")
    tmux.until("rien pour l'instant")
    tmux.type("Trop de clics")
    press(tmux, "Garder")
    screen = tmux.until(lambda screen: "Trop de clics" in screen and "1 post-it" in screen)
    took = time.monotonic() - began
    assert re.search(r"\bA-\d+ ", screen), screen
    with capsys.disabled():
        print(f"\nfrom an empty folder to the first receipt: {took:.1f} s")  # noqa: T201
    tmux.keys("C-q")
    tmux.until("$ ")
