"""The engine of themes is killed, hangs, and talks nonsense: nothing is lost, keywords stand in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest

import naho_keywords
from naho_feedback.api import Grouper, hookimpl
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.themes import Placement
from naho_feedback.workspace import init_workspace, read_workspace
from naho_themes.engine import MODEL, Engine
from naho_themes.failures import EngineDiedError
from naho_themes.grouper import ThemesGrouper
from tests.plugins.themes.conftest import STAND_IN, EngineFactory, until
from tests.telling import Tell

TEXTS = ("Il manque des imprimantes", "Une formation pour la nuit", "zinc un", "zinc deux")


class Brings:
    """A plugin that brings the grouper with a given engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @hookimpl
    def register_groupers(self) -> Iterable[Grouper]:
        return (ThemesGrouper(Path(), self._engine),)


def open_house(root: Path, engine: Engine) -> Naho:
    """Open a workspace whose grouper is ``themes``, with keywords beside it."""
    naho = Naho(read_workspace(root), plugins=False)
    naho.plugins.register(naho_keywords, "keywords")
    naho.plugins.register(Brings(engine), "themes")
    return naho


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with some notes on a wall."""
    root = init_workspace(tmp_path / "w").root
    file = root / "naho.toml"
    file.write_text(
        file.read_text("utf-8").replace('grouper = "keywords"', 'grouper = "themes"'), "utf-8"
    )
    naho = Naho(read_workspace(root), plugins=False)
    session = naho.capture.open_session("post-it", "lens")
    for text in TEXTS:
        naho.capture.add_note(session, "", text)
    naho.close()
    return root


@pytest.fixture
def house(root: Path, make_engine: EngineFactory) -> Iterator[Callable[..., tuple[Naho, Engine]]]:
    """Open the workspace with an engine that is made as told."""
    opened: list[Naho] = []

    def make(**changes: Any) -> tuple[Naho, Engine]:
        engine = make_engine(**changes)
        naho = open_house(root, engine)
        opened.append(naho)
        return naho, engine

    yield make
    for naho in opened:
        naho.close()


House = Callable[..., tuple[Naho, Engine]]


def journal(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (root / "data").glob("*.jsonl")}


def hold_fits(naho: Naho, go: Path) -> None:
    """Add a note that makes a fit of the stand-in wait for a file."""
    session = naho.capture.sessions()[0]
    naho.capture.add_note(session, "", f"WAIT:{go}")


def is_gone(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


class TestTheChildIsKilledWhileItFits:
    def test_the_call_fails_and_the_next_one_works(
        self, house: House, root: Path, tmp_path: Path
    ) -> None:
        naho, engine = house()
        go = tmp_path / "go"
        hold_fits(naho, go)
        before = journal(root)
        with ThreadPoolExecutor(1) as pool:
            fit = pool.submit(naho.regrouping.propose, grouper="themes")
            until(go.with_suffix(".waiting").exists)
            psutil.Process(engine.pid).kill()
            error = fit.exception(20)
        assert isinstance(error, EngineDiedError)
        assert "Rien n'est perdu" in error.hint
        assert journal(root) == before
        go.touch()
        proposal = naho.regrouping.propose(grouper="themes")
        assert [theme.found.label for theme in proposal.themes] == ["zinc"]
        assert journal(root) == before

    def test_unless_somebody_named_it_keywords_stand_in(
        self, house: House, root: Path, tmp_path: Path
    ) -> None:
        naho, engine = house()
        go = tmp_path / "go"
        hold_fits(naho, go)
        before = journal(root)
        with ThreadPoolExecutor(1) as pool:
            fit = pool.submit(naho.regrouping.propose)
            until(go.with_suffix(".waiting").exists)
            psutil.Process(engine.pid).kill()
            proposal = fit.result(20)
        assert (proposal.grouper, proposal.instead_of) == ("keywords", "themes")
        assert {move.proposal.theme for move in proposal.moves} == {"materiel", "formation"}
        assert [(p.plugin, p.error) for p in naho.plugins.problems] == [
            ("themes", "EngineDiedError")
        ]
        assert journal(root) == before


APP = """
import sys, threading, time
from pathlib import Path
from tests.faults.test_theme_engine import open_house
from naho_themes.engine import Engine
root, cache, model, go = sys.argv[1:]
engine = Engine(Path(cache), model=model)
naho = open_house(Path(root), engine)
naho.store
threading.Thread(target=naho.regrouping.propose, daemon=True).start()
while go and not Path(go).with_suffix(".waiting").exists():
    time.sleep(0.01)
while not engine.pid:
    time.sleep(0.01)
print(engine.pid, flush=True)
sys.stdin.read()
"""


class App:
    """An app in a process of its own that fits a model, and is killed at some time.

    Args:
        root: the workspace.
        cache: where the engine keeps its model.
        model: the class of the model.
        go: the file that a fit waits for; none: it waits for nothing.
    """

    def __init__(self, root: Path, cache: Path, model: str, go: Path | None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", APP, str(root), str(cache), model, str(go or "")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self._process.stdout is not None
        self.child = int(self._process.stdout.readline())

    def kill(self) -> None:
        """End it as a power cut would, but for the machine."""
        self._process.kill()
        self._process.communicate(timeout=60)


def what_is_wrong(root: Path, engine: Engine) -> str:
    """Return what is wrong with a workspace whose app was killed, or ``""``."""
    naho = open_house(root, engine)
    try:
        if not naho.care.verify().is_sound:
            return "the journal is damaged"
        if set(TEXTS) - {note.text for note in naho.store.all(Note)}:
            return "notes are lost"
        done = naho.theming.group()
        if done.instead_of:
            return f"{done.grouper} stood in: {naho.plugins.problems}"
        by = {p.by for p in naho.store.all(Placement)}
        return "" if by == {"themes"} else f"placed by {by}"
    finally:
        naho.close()


def test_an_app_that_is_killed_while_it_fits_leaves_no_process(
    house: House, root: Path, tmp_path: Path, make_engine: EngineFactory
) -> None:
    go = tmp_path / "go"
    naho, _engine = house()
    hold_fits(naho, go)
    naho.close()
    before = journal(root)
    app = App(root, tmp_path / "cache", STAND_IN, go)
    assert not is_gone(app.child)
    app.kill()
    until(lambda: is_gone(app.child))
    assert journal(root) == before
    go.touch()
    assert what_is_wrong(root, make_engine()) == ""


def test_a_backup_leaves_the_model_out(house: House, root: Path) -> None:
    engine = ThemesGrouper(root / "data" / "cache" / "themes")
    naho = open_house(root, engine._engine)
    naho.regrouping.propose(grouper="themes")
    assert (root / "data" / "cache" / "themes" / "model" / "model.json").exists()
    copy = naho.care.back_up()
    naho.close()
    assert not [path for path in copy.folder.rglob("*") if "cache" in path.parts]
    assert {path.suffix for path in copy.folder.rglob("*") if path.is_file()} == {".jsonl"}


class TestTheChildIsNoEngine:
    """What runs in its place misbehaves from the beginning."""

    @pytest.mark.parametrize(
        ("code", "error"),
        [
            ("print('Traceback (most recent call last):')", "EngineUnreadableError"),
            ("print('no')", "EngineDiedError"),
            ("import sys; sys.stdout.buffer.write(bytes(4))", "EngineUnreadableError"),
            ("import os; os.write(1, bytes([255]) * 100_000)", "EngineUnreadableError"),
            ("import sys; sys.exit(3)", "EngineDiedError"),
            ("import time; time.sleep(60)", "EngineSilentError"),
            ("import sys; sys.stdin.buffer.read()", "EngineSilentError"),
        ],
    )
    def test_keywords_stand_in_and_the_problem_is_listed(
        self, house: House, monkeypatch: pytest.MonkeyPatch, code: str, error: str
    ) -> None:
        naho, engine = house(silence=0.5)
        monkeypatch.setattr(engine, "_command", (sys.executable, "-c", code))
        done = naho.theming.group()
        assert (done.grouper, done.instead_of, done.placed) == ("keywords", "themes", 2)
        assert {p.by for p in naho.store.all(Placement)} == {"keywords"}
        assert [(p.plugin, p.error) for p in naho.plugins.problems] == [("themes", error)]

    def test_there_is_no_program(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        naho, engine = house()
        monkeypatch.setattr(engine, "_command", ("/no/such/program",))
        assert naho.theming.group().instead_of == "themes"
        assert [p.error for p in naho.plugins.problems] == ["EngineNotStartedError"]

    def test_scikit_learn_is_not_installed(
        self, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        without = tmp_path / "without" / "sklearn"
        without.mkdir(parents=True)
        (without / "__init__.py").write_text("raise ImportError(name='sklearn')", "utf-8")
        monkeypatch.setenv("PYTHONPATH", str(without.parent), prepend=os.pathsep)
        naho, engine = house(model=MODEL)
        assert naho.theming.group().instead_of == "themes"
        assert [p.error for p in naho.plugins.problems] == ["EngineMissingError"]
        assert engine.pid == 0


def kill_child(engine: Engine) -> None:
    """Kill an engine's process, if there is one, and wait until that is known."""
    if engine.pid:
        psutil.Process(engine.pid).kill()
    until(lambda: engine.pid == 0)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(4))
def test_the_real_child_is_killed_at_any_time(
    house: House, root: Path, tell: Tell, part: int
) -> None:
    """Kill it 16 times a part: while it starts and imports, or while it fits and saves."""
    random = Random(part)
    naho, engine = house(model=MODEL)
    session = naho.capture.sessions()[0]
    for number in range(600):
        words = " ".join(random.choice("abcdefgh") * 4 for _word in range(6))
        naho.capture.add_note(session, "", f"{random.choice(TEXTS)} {words} {number}")
    before = journal(root)
    failed = 0
    for number in range(16):
        engine._failures.clear()  # else it would stay down, as it should
        is_cold = number % 2 == 0
        if is_cold:
            kill_child(engine)
        with ThreadPoolExecutor(1) as pool:
            fit = pool.submit(naho.regrouping.propose, grouper="themes")
            until(lambda: bool(engine.pid))
            _sleep(random.uniform(0.0, 1.5 if is_cold else 0.4))
            kill_child(engine)
            failed += fit.exception(60) is not None
        assert journal(root) == before
        assert naho.regrouping.propose(grouper="themes").all_moves
    tell("kill -9 of the engine's process while it works", kills=16, failed_calls=failed)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(4))
def test_the_app_is_killed_at_any_time(
    root: Path, tmp_path: Path, make_engine: EngineFactory, tell: Tell, part: int
) -> None:
    """Kill it 10 times a part; its child fits with the real model meanwhile."""
    random = Random(part)
    orphans = 0
    for _round in range(10):
        app = App(root, tmp_path / "cache", MODEL, None)
        _sleep(random.uniform(0.0, 2.5))
        app.kill()
        try:
            until(partial(is_gone, app.child))
        except TimeoutError:
            orphans += 1
        assert what_is_wrong(root, make_engine(model=MODEL)) == ""
    tell("kill -9 of the app while the engine works", kills=10, orphans=orphans)
    assert orphans == 0


def _sleep(seconds: float) -> None:
    try:
        until(lambda: False, seconds)
    except TimeoutError:
        return
