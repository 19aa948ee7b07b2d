"""No command keeps a national health number: each way in is tried, then every file is searched."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.types import BoolParamType, IntParamType

from tests.cli.conftest import Shell
from tests.cli.test_help import commands
from tests.services.pictures_help import png
from tests.traces import traces

DIGITS = "185026211812383"
WRITTEN = (
    "1 85 02 62 118 123 83",
    f"nir{DIGITS}",
    "1_85_02_62_118_123_83",
    "１８５０２６２１１８１２３８３",
)

# What each command needs to succeed, by parameter; the rest of its words are always the same.
# Every parameter that takes any words gets the number in its turn.
KEPT: dict[str, dict[str, str]] = {
    "note add": {"text": "trop de clics", "--column": "freins"},
    "note edit": {"note": "A-2", "text": "trop de clics"},
    "note move": {"notes": "A-2", "column": "leviers"},
    "note group": {"notes": "A-2", "--title": "les clics du matin"},
    "survey answer": {"survey": "visiteur", "answers": "v3=bien", "--session": "A-1"},
    "survey new": {"survey": "cantine", "--template": "sus"},
    "photo add": {"file": "mur.png", "--caption": "le mur", "--session": "A-1"},
    "visit add": {"--site": "lens", "--role": "medecin", "--source": "à la porte", "--count": "2"},
    "visit total": {"--site": "lens", "--source": "à la porte", "--count": "9"},
    "visit unique": {"--from": "2017-02-27", "--to": "2017-03-03", "--source": "badges"},
    "session open": {"--workshop": "post-it", "--site": "lens", "--audience": "cadres"},
    "session event": {
        "--workshop": "inauguration",
        "--site": "lens",
        "--title": "Ouverture",
        "--attendance": "9",
    },
    "session attendance": {"session": "A-1", "count": "12"},
    "session close": {"session": "A-1", "--attendance": "9"},
    "import": {"file": "notes.csv", "--map": "text=text"},
    "export csv": {"--folder": ""},
    "export digest": {"--folder": "", "--to": "", "--sender": "", "--page": ""},
    "export board": {"--folder": ""},
    "programme rename": {"--name": "n@hô", "--title": "Demain", "--title-en": "Tomorrow"},
    "programme site add": {"--name": "Arras", "--id": "arras"},
    "programme site set": {"which": "lens", "--name": "Lens 2"},
    "programme role add": {"--name": "Autre métier", "--name-en": "Other", "--id": "autre-2"},
    "programme role set": {"which": "medecin", "--name": "Médecins", "--name-en": "Doctors"},
    "programme workshop add": {"--name": "Forum", "--name-en": "Forum", "--id": "forum"},
    "programme workshop set": {"which": "post-it", "--name": "Mur", "--name-en": "Wall"},
    "programme headcount add": {
        "--site": "lens",
        "--count": "9",
        "--date": "2018-02-27",
        "--source": "RH",
    },
    "programme headcount set": {"which": "1", "--source": "RH"},
    "programme go-live add": {"--site": "lens", "--date": "2019-03-01", "--functions": "bloc"},
    "programme go-live set": {"which": "1", "--functions": "bloc"},
    "programme milestone add": {"--go-live": "1", "--name": "Prêts", "--name-en": "Ready"},
    "programme milestone set": {"which": "1.1", "--name": "Prêts", "--name-en": "Ready"},
    "programme super-users add": {
        "--unit": "SSR",
        "--site": "lens",
        "--target": "4",
        "--trained": "1",
        "--date": "2018-01-01",
    },
    "programme super-users set": {"which": "1", "--unit": "Urgences 2"},
    "programme team add": {
        "--profession": "brancardiers",
        "--profession-en": "porters",
        "--count": "2",
    },
    "programme team set": {"which": "1", "--profession": "pharmaciens"},
    "theme place": {"note": "A-2", "theme": "formation"},
    "theme rename": {"theme": "materiel", "name": "Postes"},
    "theme merge": {"theme": "saisie", "into": "ergonomie"},
    "theme split": {"theme": "ergonomie", "name": "Clics", "notes": "A-2"},
    "theme word": {"theme": "acces", "word": "passe-partout"},
    "theme history": {"theme": "materiel"},
    "init": {"--name": "Demain", "--sites": "Arras = 900"},
}
ALWAYS = {
    "note group": ["A-3"],
    "photo add": ["--confirmed"],
    "import": ["--yes"],
    "init": ["{new}", "--yes"],
    "export csv": ["--yes"],
    "export digest": ["--yes"],
    "export board": ["--yes"],
}

# These keep no words: they name what is there, or a place on a disk that the person chose.
NAMES_ONLY = {
    *("restore", "backup", "plugin trust", "report", "summary", "demo"),
    *("photo remove", "photo open", "photo list", "theme group", "theme check", "theme evaluate"),
    *("survey show", "survey results", "survey check"),
    *("survey simulate", "survey diff"),
    # What these ask for at the terminal is tried in test_survey_ways.py and test_survey_import.py.
    *("survey take", "survey enter", "survey print", "survey import"),
    *("visit undo", "visit show", "session agenda"),
    *("note withhold", "note undo", "note review", "note remove", "note quote", "note list"),
    *("note flag", "note split", "note bin", "note restore", "note redo", "note log", "wall show"),
    *("house toggle", "house open", "house days", "house close"),
    *(
        f"programme {part} remove"
        for part in (
            *("site", "role", "workshop", "headcount", "go-live", "milestone", "super-users"),
            "team",
        )
    ),
}


def takes_words(param: click.Parameter) -> bool:
    return not isinstance(param.type, BoolParamType | IntParamType | click.Choice)


def argv(path: str, given: dict[str, str], new: Path) -> list[str]:
    words = path.split()
    for name, value in given.items():
        words += [name, value] if name.startswith("--") and value else [value] if value else []
    return [*words, *(word.replace("{new}", str(new)) for word in ALWAYS.get(path, ()))]


@pytest.fixture
def ready(wall: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a shell in a workspace with a session (A-1), notes (A-2, A-3), a photo and a file."""
    monkeypatch.chdir(folder)
    wall("note", "add", "trop de clics")
    wall("note", "add", "ça clique partout")
    wall("theme", "group")
    (folder / "mur.png").write_bytes(png())
    (folder / "notes.csv").write_text("text;dots\non ose essayer;3\n", "utf-8")
    return wall


def test_every_command_that_takes_words_is_tried(folder: Path) -> None:
    taking = {
        path.removeprefix("naho ")
        for path, command in commands(folder)
        if not isinstance(command, click.Group) and any(map(takes_words, command.params))
    }
    assert taking == KEPT.keys() | NAMES_ONLY
    assert not KEPT.keys() & NAMES_ONLY


@pytest.mark.parametrize("path", KEPT)
def test_no_word_of_a_command_keeps_the_number(path: str, ready: Shell, folder: Path) -> None:
    """Without it the same command succeeds, so the number is what was refused."""
    base = KEPT[path]
    tried = {p.opts[0] for p in _command(folder, f"naho {path}").params if takes_words(p)}
    if path == "init":
        ready.folder = None  # it takes its own
    for place, name in enumerate([*base, *sorted(tried - base.keys())]):
        for written in WRITTEN:
            value = f"v3={written}" if name == "answers" else written
            words = argv(path, {**base, name: value}, folder / f"new-{place}")
            ran = ready.run(*words)
            assert ran.status != 0, words
            assert DIGITS not in ran.out, words
            assert traces(folder, DIGITS) == [], words
    ran = ready.run(*argv(path, base, folder / "new"))
    assert ran.status == 0, ran.err


def _command(folder: Path, path: str) -> click.Command:
    return next(command for found, command in commands(folder) if found == path)
