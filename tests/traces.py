"""Looking for what must not be on the disk, however it is written there."""

from __future__ import annotations

import re
from pathlib import Path

from naho_feedback.domain.nir import plain

_BETWEEN = re.compile(r"[\W_]")


def traces(root: Path, digits: str) -> list[str]:
    """Return the files below a folder that hold these digits, in their name or anywhere within.

    Args:
        root: the folder.
        digits: fifteen digits; whatever stands between them in a file does not hide them.
    """
    return [
        file.relative_to(root).as_posix()
        for file in sorted(root.rglob("*"))
        if digits in _bare(file.name) or (file.is_file() and digits in _bare(_text(file)))
    ]


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "ignore")


def _bare(text: str) -> str:
    return _BETWEEN.sub("", plain(text))
