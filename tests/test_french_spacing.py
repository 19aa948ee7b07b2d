"""French outside the catalogue: every sign has the space that the catalogue gives it.

U+00A0 stands before : ; ? ! % and inside guillemets, so that no line begins with a sign.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.test_locale import COMMANDS, SPACING

ROOT = Path(__file__).parents[1]
DATA = (
    *sorted((ROOT / "surveys").glob("*.toml")),
    *sorted((ROOT / "naho_feedback" / "data").glob("*.json")),
    *sorted((ROOT / "naho_feedback" / "data").glob("*.toml")),
    ROOT / "naho.toml",
)
AS_TYPED = {"demo_week.json", "safety.toml"}
"""What visitors typed, with their keyboards' plain spaces, and phrases without any sign."""
EXAMPLES = "examples"
"""Of a theme: notes as people type them."""

PAIRS = {"Localized": 0, "pick": 0, "_pick": 0, "say": 0, "_say": 0, "plural": 1, "_many": 1}
"""Calls in our modules that take a French text, and its place among the arguments."""

ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def faults(text: str) -> list[str]:
    """Return what is wrong with the spaces of a French text."""
    prose = ADDRESS.sub("x", COMMANDS.sub("x", text))
    return [why for pattern, why in SPACING if pattern.search(prose)]


def french(value: Any) -> Iterator[str]:
    """Yield the French texts of a parsed file."""
    if isinstance(value, dict):
        if isinstance(value.get("fr"), str):
            yield value["fr"]
        for key, item in value.items():
            if key != EXAMPLES:
                yield from french(item)
    elif isinstance(value, list):
        for item in value:
            yield from french(item)


def parsed(path: Path) -> Any:
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    return tomllib.loads(re.sub(r"^\$\w+$|(?<== )\$\w+$", _filled, text, flags=re.MULTILINE))


def _filled(place: re.Match[str]) -> str:
    """Return something for a place of the template that is no text."""
    return "" if place.start() == place.string.rfind("\n", 0, place.start()) + 1 else "0"


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_data_have_the_catalogue_s_spaces(path: Path) -> None:
    texts = list(french(parsed(path)))
    assert texts or path.name in AS_TYPED
    assert {text: found for text in texts if (found := faults(text))} == {}


def piece(part: ast.expr) -> str:
    """Return a part of an f-string; the names of our space stand for it."""
    if isinstance(part, ast.Constant):
        return str(part.value)
    name = ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""
    return "\u00a0" if name.strip("_") == "NBSP" else "{x}"


def literal(node: ast.AST) -> Iterator[str]:
    """Yield the texts that an expression is put together of."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(map(piece, node.values))
    elif isinstance(node, ast.Tuple):
        for part in node.elts:
            yield from literal(part)


def paired(tree: ast.AST) -> Iterator[str]:
    """Yield the French of the pairs that stand in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PAIRS.get(name, len(node.args))
            for text in node.args[place : place + 1]:
                yield from literal(text)


def test_pairs_in_modules_and_plugins_have_the_catalogue_s_spaces() -> None:
    texts = {
        (path.relative_to(ROOT).as_posix(), text)
        for folder in ("naho_feedback", "plugins")
        for path in (ROOT / folder).rglob("*.py")
        for text in paired(ast.parse(path.read_text("utf-8")))
    }
    assert len(texts) > 200
    assert {key: found for key in texts if (found := faults(key[1]))} == {}


def test_what_the_demo_s_own_people_wrote_has_them_too() -> None:
    """Titles, decisions and captions stand on the Bilan."""
    texts = [
        node.value
        for name in ("demo.py", "demo_photos.py")
        for node in ast.walk(ast.parse((ROOT / "naho_feedback" / "cli" / name).read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if "\n" not in node.value and re.search("[à-ÿ]", node.value)
    ]
    assert len(texts) > 10
    assert {text: found for text in texts if (found := faults(text))} == {}


@pytest.mark.parametrize(
    "text",
    ["Utile ?", "Utile?", "Reste : rien", "« mur\u00a0»", "«\u00a0mur »", "oui ; non", "78\u202f%"],
)
def test_a_wrong_space_is_found(text: str) -> None:
    assert faults(text) != []
    assert list(french({"a": [{"fr": text, "en": "x"}]})) == [text]
    for call in (f"Localized({text!r}, 'x')", f"say.pick(f{text!r}, 'x')"):
        assert list(paired(ast.parse(call))) == [text]


def test_commands_and_addresses_stay_as_they_are() -> None:
    assert faults("Voir `naho note list --x ; y`, https://x.fr/?a=b:c ou a:b@c.fr") == []
