"""The first thing that runs of ``naho``: where the app opens, its frame is painted at once.

Everything else is imported afterwards, so nothing but the standard library stands here.
"""

from __future__ import annotations

import gc
import os
import sys

from naho_feedback.tui import prepaint

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing and collections takes longer than painting
    from collections.abc import Sequence

_SETTINGS = "naho.toml"
_INTERRUPTED = 130
_KIOSK_VERBS = ("pin", "log")


def main() -> int:
    """Run ``naho`` and return its exit status."""
    try:
        opening = opening_of(sys.argv[1:])
        if opening:
            gc.disable()  # see tui/run.py; the app switches it on again
            root, kiosk = opening
            prepaint.paint(root, kiosk=kiosk)
        from naho_feedback.cli.main import main as run

        return run()
    except KeyboardInterrupt:  # while that was imported
        return _INTERRUPTED
    finally:
        prepaint.leave()


def opening_of(words: Sequence[str]) -> tuple[str, bool] | None:
    """Return the workspace's folder, and whether the words after ``naho`` open a kiosk there.

    It is None for anything but the app.

    In doubt it is None: then the frame comes a little later, from ``tui/run.py``.
    """
    folder, kiosk = "", False
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in {"-w", "--workspace"} and rest:
            folder = rest.pop(0)
        elif word == "--language" and rest:
            rest.pop(0)
        elif word == "kiosk" and _are_surveys(rest):
            kiosk = bool(rest)
            rest.clear()
        elif word != "--no-plugins":
            return None
    try:
        root = folder or _above(os.getcwd())  # noqa: PTH109 - pathlib loads slowly
        return (root, kiosk) if root and _is_workspace(root) else None
    except (OSError, ValueError):
        return None


def _are_surveys(words: Sequence[str]) -> bool:
    """Whether the words after ``naho kiosk`` name questionnaires, not what else it does."""
    options = any(word.startswith("-") for word in words)
    return bool(words) and words[0] not in _KIOSK_VERBS and not options


def _above(folder: str) -> str:
    """Return the nearest workspace, this folder or one above it; ``""`` for none."""
    while not _is_workspace(folder):
        parent = os.path.dirname(folder)  # noqa: PTH120
        if parent == folder:
            return ""
        folder = parent
    return folder


def _is_workspace(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, _SETTINGS))  # noqa: PTH113, PTH118


if __name__ == "__main__":
    sys.exit(main())
