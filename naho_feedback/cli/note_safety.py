"""``naho note flag``: a person says whether a note speaks of harm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.facet_shapes import FlaggedNoteOut
from naho_feedback.cli.parts import argument, flag, verb
from naho_feedback.cli.state import State
from naho_feedback.domain.notes import Note
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

MARK: Final = "⚑"
"""Stands before the words of a note that may speak of harm."""


def verbs() -> list[click.Command]:
    """Return the verbs of the safety flag."""
    return [
        verb(
            "flag",
            _flag,
            help=_(
                "Say that notes speak of harm to a patient, of despair or of violence: they are "
                "quoted to nobody and still counted. With --clear, say that they do not. Your "
                "decision wins over the words of the note."
            ),
            examples=("naho note flag A-421", "naho note flag A-421 --clear"),
            params=[
                argument("notes", metavar="RECEIPT...", nargs=-1, required=True),
                flag("--clear", help=_("They speak of no harm.")),
            ],
        )
    ]


def tell_where(naho: Naho, note: Note) -> None:
    """Say on stderr where to report harm that a note may speak of."""
    if told := naho.facets.told(note):
        console.say(told)


def _flag(state: State, *, notes: tuple[str, ...], clear: bool, as_json: bool) -> None:
    naho = state.naho
    found = [naho.capture.find(Note, name) for name in notes]
    for note in found:
        naho.facets.flag(note.id, not clear)
    if as_json:
        console.out_json([FlaggedNoteOut.of(note, flagged=not clear) for note in found])
        return
    for note in found:
        console.out(note.receipt if clear else f"{note.receipt} {MARK}")
    if not clear:
        console.say(naho.facets.where_to_report)
