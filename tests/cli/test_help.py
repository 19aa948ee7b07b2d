"""Help: every command explains itself with an example, in the reader's language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from naho_feedback.cli import click_words
from naho_feedback.cli.main import build_cli
from naho_feedback.cli.state import State
from tests.cli.conftest import Shell

CHANGES = ("add", "set", "remove")
PARTS = {
    *("site", "role", "workshop", "headcount"),
    *("go-live", "milestone", "super-users", "team"),
}
NOUNS = {
    "demo": set[str](),
    "init": set[str](),
    "programme": {"show", "rename", *PARTS},
    "session": {"open", "list", "close", "event", "attendance", "agenda"},
    "house": {"open", "close", "toggle", "days"},
    "note": {
        *("add", "list", "edit", "remove", "move", "group", "split", "bin", "restore"),
        *("undo", "redo", "log", "review", "quote", "withhold", "flag"),
    },
    "wall": {"show"},
    "import": set[str](),
    "visit": {"add", "show", "total", "undo", "unique"},
    "survey": {
        *("list", "check", "show", "answer", "results"),
        *("new", "simulate", "diff"),
        *("take", "enter", "print", "import"),
    },
    "kiosk": {"pin", "log"},
    "theme": {
        *("list", "group", "check", "place", "rename", "merge", "split", "word", "history"),
        "evaluate",  # the plugin naho_themes brings it
    },
    "summary": set[str](),
    "photo": {"add", "list", "open", "remove"},
    "report": set[str](),
    "export": {"csv"},
    "plugin": {"list", "trust"},
    "privacy": {"log", "show"},
    "verify": set[str](),
    "backup": set[str](),
    "restore": set[str](),
    "doctor": set[str](),
}


def commands(folder: Path) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its words, the groups included."""
    state = State()
    state.folder = folder
    root = build_cli()
    context = click.Context(root, info_name="naho", obj=state)
    waiting: list[tuple[click.Context, click.Command]] = [(context, root)]
    try:
        while waiting:
            ctx, command = waiting.pop()
            yield ctx.command_path, command
            if isinstance(command, click.Group):
                for name in command.list_commands(ctx):
                    child = command.get_command(ctx, name)
                    assert child is not None
                    waiting.append((click.Context(child, parent=ctx, info_name=name), child))
    finally:
        state.close()


def test_the_commands_are_those_of_the_design(folder: Path) -> None:
    found = {path for path, _command in commands(folder)}
    wanted = {"naho"} | {f"naho {noun}" for noun in NOUNS}
    wanted |= {f"naho {noun} {verb}" for noun, verbs in NOUNS.items() for verb in verbs}
    wanted |= {f"naho programme {part} {verb}" for part in PARTS for verb in CHANGES}
    targets = {path for path in found if path.startswith("naho export ")}
    assert found - targets == wanted - {"naho export csv"}
    assert "naho export csv" in targets


def test_every_command_explains_itself_with_an_example_of_its_own(folder: Path) -> None:
    for path, command in commands(folder):
        assert command.help, path
        assert command.epilog, path
        examples = [line.strip() for line in command.epilog.splitlines()[2:]]
        assert any(example.startswith(path) for example in examples), path


def test_every_option_says_what_it_is_for(folder: Path) -> None:
    for path, command in commands(folder):
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.help, f"{path} {param.name}"


def test_every_example_can_be_parsed(folder: Path) -> None:
    """An example that names an option which is gone would teach people a mistake."""
    import shlex

    root = build_cli()
    for path, command in commands(folder):
        for example in (line.strip() for line in (command.epilog or "").splitlines()[2:]):
            words = shlex.split(example.split(" < ")[0].split(" > ")[0])[1:]
            if words[:2] == ["-w", "DIR"]:
                words = words[2:]
            if words[:1] == ["--no-plugins"]:
                words = words[1:]
            state = State()
            state.folder = folder
            ctx = click.Context(root, info_name="naho", obj=state)
            target: click.Command = root
            while isinstance(target, click.Group) and words and not words[0].startswith("-"):
                child = target.get_command(ctx, words[0])
                assert child is not None, f"{path}: {example}"
                target, words = child, words[1:]
            try:
                target.make_context("x", list(words), parent=ctx)
            except click.exceptions.Exit:
                assert "--help" in words
            finally:
                state.close()


def test_examples_are_never_wrapped(naho: Shell) -> None:
    text = naho("visit", "unique", "--help").out
    line = 'naho visit unique --from 2017-02-27 --to 2017-03-03 --source "badges"'
    assert line in [printed.strip() for printed in text.splitlines()]


def test_help_works_without_a_workspace(anywhere: Shell) -> None:
    assert "Usage: naho note add" in anywhere("note", "add", "--help").out
    ran = anywhere("export", "--help")
    assert "Usage: naho export" in ran.out
    assert "no workspace" in ran.err


@pytest.mark.parametrize("args", [["--help"], ["note", "--help"], ["note", "add", "-h"]])
def test_help_ends_with_0(naho: Shell, args: list[str]) -> None:
    assert naho(*args).out.startswith("Usage: naho")


def test_a_noun_alone_shows_its_help_as_wrong_usage(naho: Shell) -> None:
    for noun in ("note", "export"):
        ran = naho.run(noun)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith(f"Usage: naho {noun}")


def test_click_s_own_sentences_are_those_that_click_says() -> None:
    """A sentence that click no longer says would never be translated again."""
    said: set[str] = {"required"}  # click keeps this one in a variable
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                said |= {
                    str(arg.value)
                    for arg in node.args
                    if node.func.id in ("_", "ngettext") and isinstance(arg, ast.Constant)
                }
    plurals = {form for forms in click_words.PLURALS for form in forms}
    assert {*click_words.SENTENCES, *plurals} - said == set()
