"""``docs/json.md`` is a contract: its commands are run, and what they print has its fields."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest

from naho_feedback.cli.parts import JSON_FLAG
from tests.cli.conftest import Shell
from tests.cli.test_help import commands
from tests.services.pictures_help import png

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
COPY = "2017-03-03T18-00-00"
PAST = (" undo", " redo", " note split", " note restore", " note bin", " note log", " wall show")
NOTES = "text;dots\nTrop de clics;3\n;4\ntrop de clics;1\n"
LABELLED = "text,label\nIl manque des PC,materiel\nPlus de wifi,materiel\nTrop de clics,ergonomie\n"


@dataclass
class Section:
    """One part of the document: what to type, which fields come, and how that looks."""

    title: str
    commands: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    example: list[str] = field(default_factory=list)


def sections() -> list[Section]:
    found: list[Section] = []
    block = ""
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if line.startswith("```"):
            block = "" if block else line.removeprefix("```")
        elif line.startswith("## "):
            found.append(Section(line.removeprefix("## ")))
        elif block == "console":
            found[-1].commands.append(line.removeprefix("$ "))
        elif block == "json":
            found[-1].example.append(line)
        elif match := ROW.match(line):
            assert match[1] not in found[-1].fields, f"{match[1]} stands twice"
            found[-1].fields[match[1]] = match[2].strip()
    return [section for section in found if section.commands]


def fields_of(value: Any, known: Mapping[str, str], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path of every field with its value.

    Names below a documented ``x.*`` are data, not fields; what is documented as ``any`` is
    told elsewhere.
    """
    if isinstance(value, list):
        for item in value:
            yield from fields_of(item, known, f"{prefix}[]" if prefix else "")
    elif isinstance(value, dict):
        start = f"{prefix}." if prefix else ""
        for name, inner in value.items():
            path = f"{start}*" if f"{start}*" in known else f"{start}{name}"
            yield path, inner
            if known.get(path) != "any":
                yield from fields_of(inner, known, path)


def paths_of(value: Any, known: Mapping[str, str]) -> set[str]:
    return {path for path, _value in fields_of(value, known)}


def fits(value: Any, types: str) -> bool:
    """Whether a value is of one of the documented types, written ``number or null``."""
    return any(CHECKS[name](value) for name in types.replace("true or false", "bool").split(" or "))


def list_of(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(check, value))


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


CHECKS: dict[str, Callable[[Any], bool]] = {
    "text": is_text,
    "number": is_number,
    "bool": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "list": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "count": lambda value: isinstance(value, dict) and value.keys() == {"value", "hidden"},
    "day": lambda value: is_text(value) and bool(DAY.fullmatch(value)),
    "time": lambda value: is_text(value) and bool(TIME.fullmatch(value)),
    "list of text": list_of(is_text),
    "list of number": list_of(is_number),
    "any": lambda _value: True,
}


def must_come(known: Iterable[str], came: set[str]) -> set[str]:
    """Return the documented fields of which the parent came, filled."""
    filled = {path.rpartition(".")[0] for path in came}
    return {path for path in known if path.rpartition(".")[0] in filled}


class Story:
    """Runs the document's commands on the invented week."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        assert shell.folder is not None
        (shell.folder / "notes.csv").write_text(NOTES, "utf-8")
        (shell.folder / "labelled.csv").write_text(LABELLED, "utf-8")
        (shell.folder / "mur.png").write_bytes(png())
        shutil.copy(
            Path(__file__).parents[2] / "surveys" / "visiteur.toml",
            shell.folder / "surveys" / "accueil.toml",
        )
        for name in ("broken", "my_target"):
            (shell.folder / "plugins" / f"naho_{name}.py").write_text("1 / 0\n", "utf-8")
        shell("plugin", "trust", "broken")

    def run(self, command: str) -> Any:
        """Run one command as typed.

        A-12 is an open session, A-421 and A-422 are notes, A-430 is a photo.
        """
        if not self.shell("session", "list", "--open", "--json").json:
            self.shell("session", "open", "--workshop", "post-it", "--site", "lens")
        names = {"A-12": self.shell("session", "list", "--open", "--json").json[0]["receipt"]}
        for note in ("A-421", "A-422"):
            if note in command or any(word in command for word in PAST):
                names[note] = self.shell("note", "add", "Trop de clics").out.strip()
        notes = [names.get(note, "") for note in ("A-421", "A-422")]
        if " note split" in command:
            self.shell("note", "group", *notes)
        if " restore A-" in command or " note bin" in command:
            self.shell("note", "remove", notes[0])
        if " redo" in command:
            self.shell("note", "undo")
        if "A-430" in command:
            names["A-430"] = self.shell("photo", "list", "--json").json[0]["receipt"]
        if COPY in command:
            copies = self.shell("backup", "--list", "--json").json
            names[COPY] = (copies or [self.shell("backup", "--json").json])[0]["name"]
        if " survey diff" in command:
            self.shell("survey", "answer", "sortie-30s", "s1=4")
            bundled = Path(__file__).parents[2] / "surveys" / "sortie-30s.toml"
            text = bundled.read_text("utf-8").replace("version = 1", "version = 2")
            Path("surveys", bundled.name).write_text(text.replace("utile", "profitable"), "utf-8")
        if " theme " in command:
            self._prepare_themes(command, notes[0])
        if " --list" in command:
            self.shell("backup")
        return self._run(command, names)

    def _prepare_themes(self, command: str, note: str) -> None:
        if " split" in command:
            self.shell("theme", "place", note, "ergonomie")
        if " --undo" in command or " history" in command:
            self.shell.run("theme", "merge", "saisie", "ergonomie")

    def _run(self, command: str, names: Mapping[str, str]) -> Any:
        naho, *words = shlex.split(command)
        assert naho == "naho"
        ran = self.shell.run(*(names.get(word, word) for word in words))
        assert ran.status in (0, 1), ran.err
        return json.loads(ran.out)


@pytest.fixture
def story(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> Story:
    assert demo.folder is not None
    monkeypatch.chdir(demo.folder)
    story = Story(demo)
    demo.folder = None  # the document's commands name no workspace
    return story


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.title)
def test_what_is_printed_has_the_documented_fields(section: Section, story: Story) -> None:
    known = section.fields
    came: set[str] = set()
    for command in section.commands:
        printed = story.run(command)
        came |= paths_of(printed, known)
        wrong = {p: v for p, v in fields_of(printed, known) if not fits(v, known.get(p, "any"))}
        assert wrong == {}, command
    assert came - known.keys() == set(), "printed and not documented"
    assert must_come(known, came) - came == set(), "documented and not printed"


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.title)
def test_the_example_has_the_documented_fields(section: Section) -> None:
    known = section.fields
    shown = paths_of(json.loads("\n".join(section.example)), known)
    assert shown - known.keys() == set(), "in the example and not in the table"
    assert must_come(known, shown) - shown == set(), "in the table and not in the example"


def test_every_command_that_prints_json_is_documented(folder: Path) -> None:
    documented = {
        " ".join(shlex.split(command)[:words])
        for s in sections()
        for command in s.commands
        for words in (2, 3, 4)
    }
    for path, command in commands(folder):
        if any(isinstance(p, click.Option) and p.name == JSON_FLAG for p in command.params):
            assert path in documented, path


def test_the_checks_can_fail() -> None:
    known = dict.fromkeys(("a", "a.b", "c", "c.*"), "object")
    came = paths_of({"a": {"x": 1}, "c": {"any": 1, "name": 2}}, known)
    assert came - known.keys() == {"a.x"}
    assert must_come(known, came) - came == {"a.b"}
    assert must_come({"a[].b", "a"}, paths_of([{"a": []}], {})) == {"a"}
    assert fits(None, "day or null")
    assert not fits("demain", "day or null")
    assert not fits(True, "number")
