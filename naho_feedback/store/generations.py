"""Generations: the numbered files of a journal, each one continued by the next.

A file is ended by a line ``seal`` that names the file after it, and the header of that one
holds the sealed file's last checksum and its SHA-256. The checksum is against accidents, the
SHA-256 against changes that somebody made on purpose. A file that may be open somewhere is
never replaced or renamed: whoever follows it reads the seal and moves on by itself.

Nothing is ever rewritten: the files are the audit trail, and a workshop's years fit in a few.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from naho_feedback.store.line import Operation

SEAL: Final = "seal"
"""The operation that ends a file; its id is the number of the file that goes on."""
SEAL_AT: Final = 64 << 20
"""Bytes after which a file is sealed: its SHA-256 still takes a fraction of a second then."""

_NAME: Final = re.compile(r"(\d{6,})\.jsonl")


class Parent(NamedTuple):
    """The file before a file.

    Attributes:
        generation: its number.
        crc: the checksum at its end.
    """

    generation: int
    crc: int


def file_name(generation: int) -> str:
    """Return the name of a journal's file, such as ``"000001.jsonl"``."""
    return f"{generation:06}.jsonl"


def generations(folder: Path) -> list[int]:
    """Return the numbers of the journal's files in a folder, in order.

    Raises:
        OSError: if the folder cannot be read.
    """
    matches = (_NAME.fullmatch(entry.name) for entry in folder.iterdir())
    return sorted(int(match[1]) for match in matches if match is not None)


def next_with_content(folder: Path, generation: int) -> int | None:
    """Return the file after this one that somebody has begun, or None.

    Raises:
        OSError: if the folder cannot be read.
    """
    for later in generations(folder):
        if later > generation and (folder / file_name(later)).stat().st_size > 0:
            return later
    return None


def seal_operation(generation: int) -> Operation:
    """Return what ends the file of this number."""
    return Operation(SEAL, "", 1, generation + 1)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a whole file, in hexadecimal.

    Raises:
        OSError: if it cannot be read.
    """
    import hashlib  # most openings need no sum, and it loads OpenSSL

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
