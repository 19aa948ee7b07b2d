"""What keeps a list of themes from being used, beyond the shape of its TOML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from naho_feedback.domain.text import is_blank
from naho_feedback.domain.themes import Words
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.checks import id_fault, twin_faults
from naho_feedback.workspace.theme_file import FileTheme, ThemesFile
from naho_feedback.workspace.toml_check import Fault, quoted
from naho_feedback.workspace.toml_lines import KeyPath

_LETTER: Final = re.compile(r"[^\W_]")
_STAR_ASTRAY: Final = re.compile(r"\*[^\s'’/-]|(?:^|[^\w])\*")
"""A star that letters follow, or that none stand before."""

_RESERVED: Final = ("-", "_")
"""Ids that mean something else on the command line, or nothing."""


def theme_faults(file: ThemesFile) -> Iterator[Fault]:
    """Yield everything in a file without which nothing can be sorted."""
    themes = file.themes
    if not any(not theme.special for theme in themes):
        yield Fault(
            ("themes",),
            _("This file has no theme."),
            _("Add for example: {line}").format(line="[[themes]]"),
        )
    ids = [theme.id for theme in themes]
    for index, theme in enumerate(themes):
        path: KeyPath = ("themes", index)
        yield from _id_faults(theme.id, (*path, "id"))
        if is_blank(theme.label.fr):
            yield Fault(
                (*path, "label", "fr"),
                _("The theme {id} has no French name.").format(id=quoted(theme.id)),
                _('Write label = { fr = "…", en = "…" }.'),
            )
        yield from _keyword_faults(theme.keywords, (*path, "keywords"))
        yield from _parent_faults(theme, file, (*path, "parent"))
    yield from twin_faults(ids, ("themes",), "id")


def _id_faults(id_: str, path: KeyPath) -> Iterator[Fault]:
    if id_ in _RESERVED:
        yield Fault(
            path,
            _("The id {id} is not well formed.").format(id=quoted(id_)),
            _("It needs at least one letter."),
        )
    else:
        yield from id_fault(id_, path)


def _keyword_faults(keywords: Words, path: KeyPath) -> Iterator[Fault]:
    for language, words in (("fr", keywords.fr), ("en", keywords.en)):
        for index, word in enumerate(words):
            where = (*path, language, index)
            if not _LETTER.search(word):
                yield Fault(
                    where,
                    _("The keyword {word} has no letter in it.").format(word=quoted(word)),
                    _("Write a word, or take it out."),
                )
            elif _STAR_ASTRAY.search(word):
                yield Fault(
                    where,
                    _("The star of {word} is not at the end of a word.").format(word=quoted(word)),
                    _('Write for example: "formation*", which stands for any ending.'),
                )


def _parent_faults(theme: FileTheme, file: ThemesFile, path: KeyPath) -> Iterator[Fault]:
    if not theme.parent:
        return
    above = next((other for other in file.themes if other.id == theme.parent), None)
    said = quoted(theme.parent)
    if above is None:
        message = _("There is no theme {id} to be a part of.").format(id=said)
    elif above.id == theme.id:
        message = _("The theme {id} cannot be a part of itself.").format(id=said)
    elif above.parent:
        message = _("The theme {id} is a part of another one itself.").format(id=said)
    elif above.special or theme.special:
        message = _("A theme that is no subject has no parts and is part of nothing.")
    else:
        return
    yield Fault(path, message, _("Name the id of a theme that stands for itself, or nothing."))
