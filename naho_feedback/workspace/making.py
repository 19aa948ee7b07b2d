"""Makes a new workspace, with the n@hô programme as its example."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from naho_feedback.domain.text import one_line
from naho_feedback.errors import UsageError, WorkspaceError
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.folder import Workspace, read_workspace
from naho_feedback.workspace.settings import SETTINGS_FILE, is_label
from naho_feedback.workspace.toml import short_path
from naho_feedback.workspace.toml_check import quoted

DEMO_TODAY: Final = dt.date(2017, 3, 3)
"""The last day of the invented week, at which the demonstration's clock stands still."""

_PRIVATE: Final = "data"
_FOLDERS: Final = ("surveys", "plugins", _PRIVATE)


class NewSite(msgspec.Struct, frozen=True):
    """A site as it is given when a workspace is made.

    Attributes:
        name: as people say it.
        headcount: how many people work there, or None where nobody said.
    """

    name: str
    headcount: int | None = None


def init_workspace(
    root: Path,
    label: str = "A",
    *,
    language: Literal["fr", "en"] = "fr",
    keyboard: Literal["azerty", "qwerty"] = "azerty",
    demo: bool = False,
    today: dt.date | None = None,
    name: str = "",
    sites: Sequence[NewSite] = (),
) -> Workspace:
    """Make a workspace in a folder that is empty or does not exist yet.

    Args:
        root: the folder; its parents are made too.
        label: the laptop's letter, A to Z.
        language: what the screens speak.
        keyboard: the layout of the counting screen.
        demo: whether everything in it will be invented.
        today: the day at which its clock stands still, or None.
        name: the programme's name; ``""`` keeps the example's.
        sites: its sites; none keeps the example's with their invented headcounts.

    Raises:
        UsageError: if the label is not one letter.
        WorkspaceError: if the folder is not empty, or cannot be written; nothing is left then.
    """
    if not is_label(label):
        raise UsageError(
            _("The label {label} is not one letter.").format(label=quoted(label)),
            _("Choose one capital letter from A to Z."),
        )
    root = root.absolute()
    text = _settings_text(
        label=label,
        language=language,
        keyboard=keyboard,
        demo="true" if demo else "false",
        today=f"today = {today}" if today else f"# today = {DEMO_TODAY}",
    )
    if name or sites:
        from naho_feedback.workspace import example  # with tomlkit, which few starts need

        text = example.named(text, name) if name else text
    if sites:
        text = example.with_sites(text, sites, today or dt.date.today())  # noqa: DTZ011 - a person's day
    refuse_occupied(root)
    try:
        _write_all(root, text)
    except (OSError, ValueError) as error:  # ValueError: a name that no folder can have
        raise WorkspaceError(
            _("The folder {folder} cannot be written.").format(folder=_shown(root)),
            _("Choose another place, or check the free space and your rights there."),
        ) from error
    return read_workspace(root)


def init_demo_workspace(root: Path) -> Workspace:
    """Make a workspace for the invented week: marked as such, its clock at the last day.

    Raises:
        WorkspaceError: as :func:`init_workspace` does.
    """
    return init_workspace(root, demo=True, today=DEMO_TODAY)


def _settings_text(**values: str) -> str:
    template = Path(__file__).parents[1] / "data" / "naho.template.toml"
    return string.Template(template.read_text("utf-8")).substitute(values)


def _shown(folder: Path) -> str:
    return one_line(short_path(folder))


def refuse_occupied(root: Path) -> None:
    """Make sure that a new workspace would have a folder to itself.

    Raises:
        WorkspaceError: if the folder holds anything, or cannot be looked at.
    """
    try:
        is_there = (root / SETTINGS_FILE).exists()
        is_folder = root.is_dir()
        is_empty = not root.exists() or (is_folder and not any(root.iterdir()))
    except (OSError, ValueError) as error:
        raise WorkspaceError(
            _("The folder {folder} cannot be read.").format(folder=_shown(root)),
            _("Choose another place."),
        ) from error
    if is_there:
        raise WorkspaceError(
            _("There is a workspace in {folder} already.").format(folder=_shown(root)),
            _("Choose another folder; nothing was changed."),
        )
    if not is_empty:
        raise WorkspaceError(
            _("{folder} is not an empty folder.").format(folder=_shown(root)),
            _("Choose a new folder; nothing was changed."),
        )


def _write_all(root: Path, settings: str) -> None:
    """Make the folders, then ``naho.toml``; take everything back if that fails.

    ``naho.toml`` comes last and in one step, because it is what makes a folder a workspace.
    """
    new = [folder for folder in (root, *root.parents) if not folder.exists()]
    made = [root / name for name in _FOLDERS]
    temporary = root / f".{SETTINGS_FILE}.new"
    try:
        root.mkdir(parents=True, exist_ok=True)
        for folder in made:
            folder.mkdir(mode=0o700 if folder.name == _PRIVATE else 0o777)
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(settings)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(root / SETTINGS_FILE)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        for folder in (*made, *new):  # innermost first; rmdir never takes what holds something
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
