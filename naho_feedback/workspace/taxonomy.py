"""The themes: ``themes.toml`` of a workspace, else the list that comes with the program.

A file that cannot be used is said with its line; nobody's notes are sorted by another list than
the one that the team wrote.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import FileError
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.workspace.facets import load_facet_words
from naho_feedback.workspace.theme_faults import theme_faults
from naho_feedback.workspace.theme_file import FileTheme, ThemesFile, taxonomy_of
from naho_feedback.workspace.toml import Document, document_of, read_raw, short_path
from naho_feedback.workspace.toml_check import Fault

THEMES_FILE: Final = "themes.toml"

_DATA: Final = Path(__file__).parents[1] / "data"


def load_taxonomy(folder: Path | None = None) -> Taxonomy:
    """Return the themes of a workspace: those of its ``themes.toml`` if it has one.

    Args:
        folder: the workspace's root; None takes the list that comes with the program, which is
            read once in a process.

    Raises:
        FileError: if the workspace's file cannot be read or makes no sense, with the line to mend.
    """
    path = themes_path(folder)
    return _bundled() if path == bundled_themes() else read_themes(path)


def themes_path(folder: Path | None) -> Path:
    """Return the file that a workspace's themes come from, its own or the bundled one."""
    own = folder / THEMES_FILE if folder is not None else None
    # A folder or a broken link of that name is meant for it too: reading it says so.
    is_there = own is not None and (own.exists() or own.is_symlink())
    return own if own is not None and is_there else bundled_themes()


def bundled_themes() -> Path:
    """Return the file of the themes that come with the program."""
    return _DATA / THEMES_FILE


def read_themes(path: Path) -> Taxonomy:
    """Return the themes of a file: TOML, or JSON of the same shape as other programs write it.

    Raises:
        FileError: if it cannot be read or makes no sense, with the line to mend.
    """
    name = one_line(short_path(path))
    raw = read_raw(path, name)
    if path.suffix.lower() == ".json":
        return _of_json(raw, name)
    file = _understood(raw)
    if file is None or any(theme_faults(file)):
        # Knowing every line takes longer than reading, and only a complaint needs it.
        document = document_of(raw, ThemesFile, name)
        document.refuse(theme_faults(document.value))
        file = document.value
    return taxonomy_of(file)


def themes_document(path: Path) -> tuple[Document[ThemesFile], list[Fault]]:
    """Return a file with its lines, and everything that keeps it from being used.

    Raises:
        FileError: if it cannot be read at all, or its keys are not those of a list of themes.
    """
    name = one_line(short_path(path))
    document = document_of(read_raw(path, name), ThemesFile, name)
    return document, list(theme_faults(document.value))


@cache
def load_areas() -> dict[str, Localized]:
    """Return what the care functions of go-lives are called, by id (``medicament``, ``bloc``)."""
    return {area.id: area.label for area in load_facet_words().areas}


@cache
def _bundled() -> Taxonomy:
    return read_themes(bundled_themes())


class _Foreign(msgspec.Struct, frozen=True):
    """A list of another program; what else it holds is its own business."""

    themes: tuple[dict[str, object], ...]
    version: int = 1


def _of_json(raw: bytes, name: str) -> Taxonomy:
    known = {field.name for field in msgspec.structs.fields(FileTheme)}
    try:
        foreign = msgspec.json.decode(raw, type=_Foreign)
        themes = [{k: v for k, v in theme.items() if k in known} for theme in foreign.themes]
        file = msgspec.convert({"version": foreign.version, "themes": themes}, ThemesFile)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise FileError(
            name, 0, _("This is no list of themes."), _("See docs/themes-file.md.")
        ) from error
    for fault in theme_faults(file):
        raise FileError(name, 0, fault.message, fault.hint)
    return taxonomy_of(file)


def _understood(raw: bytes) -> ThemesFile | None:
    """Return what a file says, or None where :func:`document_of` has to say what is wrong."""
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8-sig")), ThemesFile)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return None
