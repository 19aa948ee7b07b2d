"""What one run of ``naho`` works on; opened only when a command needs it."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from naho_feedback import i18n
from naho_feedback.errors import NahoError, WorkspaceError
from naho_feedback.workspace import Workspace, find_workspace, read_workspace

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho


class State:
    """The workspace of this run and what was built on it.

    Attributes:
        folder: what ``-w`` names; None looks in the current folder and those above.
        plugins: whether plugins are loaded.
        problems_told: whether the command itself says which plugins do not work.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.plugins = True
        self.problems_told = False
        self._folders = ExitStack()

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace.

        Raises:
            WorkspaceError: if there is none.
            FileError: if its ``naho.toml`` cannot be read.
        """
        folder = self.folder if self.folder is not None else find_workspace(Path.cwd())
        return read_workspace(folder)

    @cached_property
    def naho(self) -> Naho:
        """Everything that works on the workspace.

        Raises:
            WorkspaceError: if there is none.
            FileError: if its ``naho.toml`` cannot be read.
            StoreError: if its log cannot be kept there.
        """
        from naho_feedback.bootstrap import Naho, keep_log

        workspace = self.workspace
        keep_log(workspace)
        return Naho(workspace, plugins=self.plugins)

    @cached_property
    def naho_anywhere(self) -> Naho:
        """The workspace's, or where there is none, that of a new one that goes at the end.

        For what works on files: the bundled plugins are there, and nothing is kept.

        Raises:
            FileError: if there is a workspace whose ``naho.toml`` cannot be read.
        """
        from naho_feedback.bootstrap import Naho
        from naho_feedback.workspace import init_workspace

        try:
            return self.naho
        except WorkspaceError:
            folder = Path(self._folders.enter_context(TemporaryDirectory(prefix="naho-")))
        return Naho(init_workspace(folder / "naho"), plugins=self.plugins)

    @property
    def naho_of_app(self) -> Naho:
        """Everything that works on the workspace, for the app, which keeps the log by itself.

        Raises:
            WorkspaceError: if there is none.
            FileError: if its ``naho.toml`` cannot be read.
        """
        from naho_feedback.bootstrap import Naho

        if self.opened is None:
            self.__dict__["naho"] = Naho(self.workspace, plugins=self.plugins)
        return self.naho

    def use(self, workspace: Workspace) -> Naho:
        """Work on this workspace, whatever the current folder is.

        Raises:
            StoreError: if its log cannot be kept there.
        """
        self.__dict__["workspace"] = workspace
        return self.naho

    def choose_language(self, wished: str) -> None:
        """Speak the language asked for, that of ``NAHO_LANGUAGE``, or the workspace's.

        Args:
            wished: what ``--language`` says, ``""`` for nothing.
        """
        for name in (wished, os.environ.get("NAHO_LANGUAGE", "")):
            if name in i18n.LANGUAGES:
                i18n.set_language(name)
                return
        i18n.set_language(i18n.DEFAULT_LANGUAGE)
        try:
            i18n.set_language(self.workspace.settings.language)
        except NahoError:
            # Help must work without a workspace; a command that needs it says what is wrong.
            return

    @property
    def opened(self) -> Naho | None:
        """What was built so far, without building it."""
        built: Naho | None = self.__dict__.get("naho")
        return built

    def close(self) -> None:
        """Release the workspace's files."""
        anywhere: Naho | None = self.__dict__.get("naho_anywhere")
        for naho in (self.opened, anywhere):
            if naho is not None:
                naho.close()
        self._folders.close()


def release_log() -> None:
    """Close the log's files, so that two runs in one process never share one."""
    logger = logging.getLogger("naho_feedback")
    for handler in tuple(logger.handlers):
        if isinstance(handler, logging.FileHandler):
            logger.removeHandler(handler)
            handler.close()
