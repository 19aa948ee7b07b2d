"""Shows a file with the program that the system uses for it; no shell reads its name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _

_PATIENCE: Final = 2.0
"""Seconds in which a starter that fails does so; one that still runs then shows the file."""

_OPENERS: Final = {"darwin": "open"}
_USUAL: Final = "xdg-open"


class Run(Protocol):
    """Starts a program and returns its exit status, or 0 while it still runs."""

    def __call__(self, command: Sequence[str], /) -> int:
        """Start it.

        Raises:
            OSError: if there is no such program.
        """
        ...


def open_in_viewer(
    file: Path,
    *,
    platform: str = sys.platform,
    run: Run | None = None,
    startfile: Callable[[str], None] | None = None,
) -> None:
    """Show a file and come back at once.

    Args:
        file: what to show; made absolute, so that its name is never taken for an option.
        platform: as ``sys.platform`` says it, for tests.
        run: starts a program, for tests.
        startfile: Windows' own way, for tests.

    Raises:
        NahoError: if the system has no program for it; the hint says where the file is.
    """
    path = str(file.absolute())
    try:
        if platform == "win32":
            (startfile or _startfile())(path)
            return
        status = (run or _run)((_OPENERS.get(platform, _USUAL), path))
    except OSError as error:
        raise _no_viewer(path) from error
    if status:
        raise _no_viewer(path)


def _no_viewer(path: str) -> NahoError:
    return NahoError(
        _("This system has no program that shows the photo."),
        _("Open it yourself: {file}").format(file=path),
    )


def _startfile() -> Callable[[str], None]:
    start: Callable[[str], None] = getattr(os, "startfile")  # noqa: B009 - Windows has it alone
    return start


def _run(command: Sequence[str], /) -> int:
    # A list and no shell: nothing in a file's name is ever a command.
    process = subprocess.Popen(  # noqa: S603
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        return 0
