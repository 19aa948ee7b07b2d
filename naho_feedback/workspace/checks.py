"""Checks that every file of a workspace shares: ids and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from naho_feedback.domain.text import is_blank
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

_ID: Final = re.compile(r"[a-z0-9_-]+")


def id_fault(text: str, path: KeyPath) -> Iterator[Fault]:
    """Yield the fault of an id that is not made of plain small letters, digits, ``-`` and ``_``."""
    if not _ID.fullmatch(text):
        yield Fault(
            path,
            _("The id {id} is not well formed.").format(id=quoted(text)),
            _("Use only small letters without accents, digits, - and _."),
        )


def twin_faults(ids: Sequence[str], path: KeyPath, *rest: str) -> Iterator[Fault]:
    """Yield a fault for each id of a list that stood before in it.

    Args:
        ids: the ids in order.
        path: the list.
        rest: what leads from an element of the list to its id.
    """
    for index, text in enumerate(ids):
        if text in ids[:index]:
            yield Fault(
                (*path, index, *rest),
                _("The id {id} is used twice.").format(id=quoted(text)),
                _("Give each its own."),
            )


def blank_faults(text: Localized, path: KeyPath) -> Iterator[Fault]:
    """Yield a fault for each language in which a text is empty."""
    for language, words in (("fr", text.fr), ("en", text.en)):
        if is_blank(words):
            yield Fault(
                (*path, language),
                _("The text {key} is empty.").format(key=quoted(language)),
                _("Write it in French (fr) and in English (en)."),
            )
