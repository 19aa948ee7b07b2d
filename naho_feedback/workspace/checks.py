"""What every file of a workspace shares: ids, and checks of ids and texts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.text import folded, is_blank, stored_form
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

_ID: Final = re.compile(r"[a-z0-9_-]+")
_NOT_IN_AN_ID: Final = re.compile(r"[^a-z0-9]+")


def id_for(name: str, taken: Container[str]) -> str:
    """Return a short name for something new: ``Hénin-Beaumont`` gives ``henin-beaumont``.

    Args:
        name: what people call it.
        taken: names that are used already; a number makes it differ from them.
    """
    short = _NOT_IN_AN_ID.sub("-", folded(name)).strip("-") or "x"
    unique, number = short, 1
    while unique in taken:
        number += 1
        unique = f"{short}-{number}"
    return unique


def typed(text: str) -> str:
    """Return words for a file of the workspace in the form that is written.

    Raises:
        PersonalDataError: if they hold a national health identifier.
    """
    text = stored_form(text)
    refuse_nir(text)
    return text


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
