"""A workspace: the folder that holds ``naho.toml`` and everything that was collected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.domain.text import one_line
from naho_feedback.errors import WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.settings import SETTINGS_FILE, Settings, read_settings
from naho_feedback.workspace.toml import short_path

_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")


class Workspace(msgspec.Struct, frozen=True):
    """A folder that was read.

    Attributes:
        root: the folder.
        settings: what its ``naho.toml`` says.
    """

    root: Path
    settings: Settings

    @property
    def data_dir(self) -> Path:
        """Where the journal lives."""
        return self.root / "data"

    @property
    def plugins_dir(self) -> Path:
        """Where the workspace's own plugins are looked for."""
        return self.root / "plugins"

    @property
    def surveys_dir(self) -> Path:
        """Where the workspace's own questionnaires are looked for."""
        return self.root / "surveys"

    @property
    def exports_dir(self) -> Path:
        """Where files go that a person asked for; made when the first one is written."""
        return self.root / "exports"

    @property
    def backups_dir(self) -> Path:
        """Where the dated copies of the journal are; made when the first one is taken."""
        return self.root / "backups"

    def cache_dir(self, plugin: str) -> Path:
        """Return the folder that a plugin may fill and anybody may empty.

        Args:
            plugin: its name; what no file name may hold is replaced by ``_``.
        """
        return self.data_dir / "cache" / (_NOT_IN_A_NAME.sub("_", plugin) or "_")


def find_workspace(start: Path) -> Path:
    """Return the nearest folder that has a ``naho.toml``: ``start`` or one above it.

    Raises:
        WorkspaceError: if there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if _has_settings(folder):
            return folder
    raise _no_workspace(start)


def read_workspace(root: Path) -> Workspace:
    """Return the workspace in exactly this folder.

    Raises:
        WorkspaceError: if the folder has no ``naho.toml``.
        FileError: if ``naho.toml`` cannot be read, with the line to mend.
    """
    root = root.absolute()
    if not _has_settings(root):
        raise _no_workspace(root)
    return Workspace(root, read_settings(root / SETTINGS_FILE))


def _has_settings(folder: Path) -> bool:
    try:
        return (folder / SETTINGS_FILE).exists()
    except (OSError, ValueError):  # a folder that may not be entered, a name that none can have
        return False


def _no_workspace(folder: Path) -> WorkspaceError:
    return WorkspaceError(
        _("There is no workspace in {folder}.").format(folder=one_line(short_path(folder)) or "."),
        _("Make one with `naho init DIR`, or look at the invented one with `naho demo`."),
    )
