"""The pages about themes: the example reads, the figures are those of the code, no jargon."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from textual.binding import Binding

from naho_feedback.cli.theme import build
from naho_feedback.services.theme_check import FLOOD, FLOOD_FROM, check_themes
from naho_feedback.tui.widgets.theme_diff import ThemeDiff
from naho_feedback.tui.widgets.theme_grid import ThemeGrid
from naho_feedback.workspace.taxonomy import read_themes, themes_document
from naho_feedback.workspace.theme_file import FileTheme
from tests.docs.test_privacy_pack import french_spacing

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "themes-file.md").read_text("utf-8")
GUIDE = (DOCS / "guide-themes.fr.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
JARGON = re.compile(
    r"\b(cluster\w*|modèle|algorithm\w*|taxonom\w*|score|probabilit\w*|scikit\w*|json|toml|plugin"
    r"|grouper|confiance|entraîn\w*|corpus|vecteur|apprentissage|IA|intelligence artificielle)\b",
    re.IGNORECASE,
)


def test_the_example_reads_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "themes.toml"
    file.write_text(EXAMPLE, "utf-8")
    assert [theme.id for theme in read_themes(file).themes] == ["materiel", "reseau", "merci"]
    document, faults = themes_document(file)
    assert check_themes(document.value, faults) == []


@pytest.mark.parametrize("key", sorted(set(FileTheme.__struct_fields__) - {"source"}))
def test_the_example_has_every_key_that_a_team_needs(key: str) -> None:
    assert re.search(rf"^{key}(\.fr)? = ", EXAMPLE, re.MULTILINE)


@pytest.mark.parametrize("command", re.findall(r"naho theme (\w+)", PAGE + GUIDE))
def test_every_command_that_is_named_exists(command: str) -> None:
    noun = build()
    assert isinstance(noun, click.Group)
    assert command in noun.commands


def test_the_figures_are_those_of_the_code() -> None:
    assert f"{FLOOD_FROM} notes or more" in PAGE
    assert f"{FLOOD:.0%}".replace("%", " %") in PAGE


def test_the_guide_has_french_spaces_and_no_jargon() -> None:
    assert french_spacing(GUIDE) == []
    prose = re.sub(r"\(\[[^)]*\)[^)]*\)", "", GUIDE)  # the link is for somebody else
    assert JARGON.findall(prose) == []


def test_the_guide_names_only_themes_that_there_are() -> None:
    labels = {
        theme.label.fr
        for theme in read_themes(DOCS.parent / "naho_feedback/data/themes.toml").themes
    }
    assert {"Connexion et droits d'accès", "Matériel, postes et réseau"} <= labels


def test_the_guide_names_keys_that_the_screen_has() -> None:
    known = {
        key
        for binding in (*ThemeGrid.BINDINGS, *ThemeDiff.BINDINGS)
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    words = {"/": "slash", "Entrée": "enter", "Espace": "space", "Échap": "escape"}
    said = re.findall(r"\*\*(\w|/|Entrée|Espace|Échap)\*\*", GUIDE)
    assert len(said) >= 12
    assert [key for key in said if words.get(key, key) not in known] == []
