"""``naho`` in this process: arguments and bytes in; status, data and messages out."""

from __future__ import annotations

import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from naho_feedback.cli.demo import make_demo
from naho_feedback.cli.main import main
from naho_feedback.workspace import DEMO_TODAY, init_workspace


class Stream(io.TextIOWrapper):
    """A stream that may pretend to be a terminal."""

    def __init__(self, data: bytes = b"", *, tty: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", write_through=True)
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        raw = self.buffer
        assert isinstance(raw, io.BytesIO)
        return raw.getvalue().decode("utf-8")


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Shell:
    """Runs ``naho`` on one workspace.

    Args:
        folder: given as ``-w``; None leaves it to the current folder.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path | None = None) -> None:
        self._monkeypatch = monkeypatch
        self.folder = folder

    def run(self, *args: str, stdin: str | bytes = b"", tty: bool = False) -> Ran:
        """Run a command, whatever its status; ``tty`` lets it ask."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = Stream(), Stream(tty=tty)
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Stream(data, tty=tty))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("LANGUAGE", "")  # main() sets it for click; it must not outlive the run
            where = [] if self.folder is None else ["-w", str(self.folder)]
            status = main([*where, *args])
        return Ran(status, out.text(), err.text())

    def __call__(self, *args: str, stdin: str | bytes = b"", tty: bool = False) -> Ran:
        """Run a command that must succeed."""
        ran = self.run(*args, stdin=stdin, tty=tty)
        assert ran.status == 0, ran.err
        return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a new workspace that stands on 3 March 2017 and sorts by keywords.

    The other grouper starts a process that takes a second; the invented week has it.
    """
    root = init_workspace(tmp_path / "w", today=DEMO_TODAY).root
    settings = root / "naho.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('grouper = "themes"', 'grouper = "keywords"'), "utf-8")
    return root


@pytest.fixture
def naho(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Shell:
    """Return a shell on a new workspace, in English: our source language."""
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    return Shell(monkeypatch, folder)


@pytest.fixture
def wall(naho: Shell) -> Shell:
    """Return a shell with one open post-it session in Lens."""
    naho("session", "open", "--workshop", "post-it", "--site", "lens")
    return naho


@pytest.fixture
def anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """Return a shell in an empty folder that belongs to no workspace."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    return Shell(monkeypatch)


@pytest.fixture(scope="session")
def demo_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented week; copy it before changing anything."""
    return make_demo(tmp_path_factory.mktemp("demo") / "week").root


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, demo_once: Path, tmp_path: Path) -> Shell:
    """Return a shell on a copy of the invented week."""
    folder = tmp_path / "week"
    shutil.copytree(demo_once, folder)
    monkeypatch.setenv("NAHO_LANGUAGE", "en")
    return Shell(monkeypatch, folder)
