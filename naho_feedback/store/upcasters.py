"""Upcasters: how a body written by an older version of a record reads today.

Old lines are never rewritten. When a line's version is older than what this program writes,
its body passes through the functions of its table, one version after the other.

A function is pure, and works on whole documents and on patches alike: it renames or converts
the fields that are there and never assumes the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

Fields = dict[str, Any]

UPCASTERS: Final[dict[tuple[str, int], Callable[[Fields], Fields]]] = {}
"""``(table, version before)`` to the function that gives the fields of the version after."""


def upcast(table: str, version: int, body: msgspec.Raw) -> tuple[int, msgspec.Raw]:
    """Return the version and the body as this program knows them; null stays null."""
    while (step := UPCASTERS.get((table, version))) is not None:
        fields = msgspec.json.decode(body, type=Fields | None)
        if fields is not None:
            body = msgspec.Raw(msgspec.json.encode(step(fields)))
        version += 1
    return version, body
