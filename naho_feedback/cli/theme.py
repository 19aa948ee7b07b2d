"""``naho theme``: what notes are about; see also ``theme_group.py`` and ``theme_edit.py``."""

from __future__ import annotations

from collections import Counter

import click

from naho_feedback.cli import console, theme_check
from naho_feedback.cli.parts import argument, noun, verb
from naho_feedback.cli.plugin_verbs import OpenNoun
from naho_feedback.cli.shapes import PlacementOut, ThemeOut
from naho_feedback.cli.state import State
from naho_feedback.cli.theme_edit import edit_verbs
from naho_feedback.cli.theme_group import build_group
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext

UNSORTED_NAME = "-"
"""What a person types for "still to be sorted"."""


def build() -> click.Group:
    """Return ``naho theme``."""
    return noun(
        "theme",
        [
            verb(
                "list",
                _list,
                help=_("List the themes with the notes in each."),
                examples=("naho theme list", "naho theme list --json"),
            ),
            build_group(),
            verb(
                "place",
                _place,
                help=_("Put a note in a theme by hand; - takes it out of any theme."),
                examples=("naho theme place A-421 materiel", "naho theme place A-421 -"),
                params=[argument("note", metavar="RECEIPT"), argument("theme")],
            ),
            *edit_verbs(),
            theme_check.command(),
        ],
        help=_("Themes: what the notes are about."),
        examples=("naho theme group", "naho theme place A-421 materiel"),
        cls=OpenNoun,
    )


def _list(state: State, *, as_json: bool) -> None:
    naho = state.naho
    alive = {note.id for note in naho.capture.notes()}
    placements = [p for p in naho.theming.placements().values() if p.note in alive]
    notes = Counter(p.theme for p in placements)
    locked = Counter(p.theme for p in placements if p.locked)
    themes = [
        ThemeOut(
            id=theme.id,
            label=str(theme.label),
            definition=str(theme.definition),
            parent=naho.taxonomy.living(theme.parent),
            notes=notes[theme.id],
            locked=locked[theme.id],
        )
        for theme in naho.taxonomy.themes
    ]
    unsorted = len(alive) - sum(theme.notes for theme in themes)
    themes.append(
        ThemeOut(
            id=UNSORTED,
            label=_("To be sorted"),
            definition="",
            parent="",
            notes=unsorted,
            locked=locked[UNSORTED],
        )
    )
    if as_json:
        console.out_json(themes)
        return
    rows = [
        (
            theme.id or UNSORTED_NAME,
            f"{naho.taxonomy.label(theme.parent)} › {theme.label}" if theme.parent else theme.label,
            ngettext("{n} note", "{n} notes", theme.notes).format(n=theme.notes),
        )
        for theme in themes
    ]
    console.out_lines(console.aligned(rows))


def _place(state: State, *, note: str, theme: str, as_json: bool) -> None:
    naho = state.naho
    found = naho.capture.find(Note, note)
    wanted = UNSORTED if theme == UNSORTED_NAME else theme
    placement = naho.theming.place(found.id, wanted)
    if as_json:
        console.out_json(
            PlacementOut(
                note=placement.note,
                theme=placement.theme,
                by=placement.by,
                locked=placement.locked,
            )
        )
        return
    label = naho.taxonomy.label(wanted) if wanted else _("To be sorted")
    console.out(f"{found.receipt}  {one_line(label)}")
