"""``naho note move``, ``remove``, ``group``, ``split``, ``bin`` and ``restore``: on the wall."""

from __future__ import annotations

from collections.abc import Sequence

import click

from naho_feedback.cli import console
from naho_feedback.cli.hits import ask_to_keep
from naho_feedback.cli.parts import argument, option, verb
from naho_feedback.cli.shapes import NoteOut
from naho_feedback.cli.state import State
from naho_feedback.cli.wall_shapes import BinnedOut, GroupOut
from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import moment


def verbs() -> list[click.Command]:
    """Return the verbs for notes on the wall."""
    receipts = argument("notes", metavar="RECEIPT...", nargs=-1, required=True)
    return [
        verb(
            "remove",
            _remove,
            help=_("Take notes off the wall; `naho note undo` or `restore` brings them back."),
            examples=("naho note remove A-421", "naho note remove A-421 A-430"),
            params=[receipts],
        ),
        verb(
            "move",
            _move,
            help=_("Carry notes to another column."),
            examples=("naho note move A-421 leviers", "naho note move A-421 A-430 leviers"),
            params=[receipts, argument("column")],
        ),
        verb(
            "group",
            _group,
            help=_(
                "Hang notes together under a title; where some are in groups already, whole "
                "groups become one. One note of a group and a title change its title."
            ),
            examples=(
                'naho note group A-421 A-430 --title "Trop de clics le matin"',
                'naho note group A-421 --title "Trop de clics"',
            ),
            params=[receipts, option("--title", metavar="WORDS", help=_("A sentence above it."))],
        ),
        verb(
            "split",
            _split,
            help=_("Take notes out of their group; a group of one is none."),
            examples=("naho note split A-421",),
            params=[receipts],
        ),
        verb(
            "bin",
            _bin,
            help=_("List the notes that were taken down, the last one first, as typed."),
            examples=("naho note bin", "naho note bin --session A-12 --json"),
            params=[option("--session", metavar="ID", help=_("Only in this session."))],
        ),
        verb(
            "restore",
            _restore,
            help=_("Hang notes from the bin on their wall again."),
            examples=("naho note restore A-421",),
            params=[receipts],
        ),
    ]


def _remove(state: State, *, notes: tuple[str, ...], as_json: bool) -> None:
    capture = state.naho.capture
    _show(capture.remove_notes(_find(state, notes)), as_json=as_json)


def _move(state: State, *, notes: tuple[str, ...], column: str, as_json: bool) -> None:
    capture = state.naho.capture
    _show(capture.move_notes(_find(state, notes), column), as_json=as_json)


def _group(state: State, *, notes: tuple[str, ...], title: str, as_json: bool) -> None:
    naho = state.naho
    found = _find(state, notes)
    if title:
        ask_to_keep(naho.capture.check(title))
    cluster = naho.clustering.group(found, title)
    inside = [note for note in naho.capture.notes(cluster.session) if note.cluster == cluster.id]
    if as_json:
        console.out_json(GroupOut.of(cluster, inside))
        return
    console.out(" ".join(note.receipt for note in inside))
    if cluster.title:
        console.out(one_line(cluster.title))


def _split(state: State, *, notes: tuple[str, ...], as_json: bool) -> None:
    split = state.naho.clustering.split(_find(state, notes))
    if as_json:
        console.out_json([NoteOut.of(note) for note in split])
        return
    console.out_lines(note.receipt for note in split)


def _bin(state: State, *, session: str, as_json: bool) -> None:
    naho = state.naho
    wanted = naho.capture.session(session).id if session else ""
    binned = naho.bin.notes(wanted)
    if as_json:
        console.out_json([BinnedOut.of(one) for one in binned])
        return
    today = naho.clock.today()
    sessions = {s.id: s.receipt for s in naho.capture.sessions()}
    rows = [
        (
            one.note.receipt,
            sessions.get(one.note.session, one.note.session),
            moment(local_time(one.at), today),
            one.note.text,
        )
        for one in binned
    ]
    console.out_lines(console.aligned(rows))
    if not rows:
        console.say(_("Nothing was taken down."))


def _restore(state: State, *, notes: tuple[str, ...], as_json: bool) -> None:
    restored = state.naho.bin.restore(notes)
    if as_json:
        console.out_json([NoteOut.of(note) for note in restored])
        return
    console.out_lines(note.receipt for note in restored)


def _find(state: State, names: Sequence[str]) -> list[Note]:
    return [state.naho.capture.find(Note, name) for name in names]


def _show(notes: Sequence[Note], *, as_json: bool) -> None:
    """Print the notes as they are now: in JSON an object for one, a list for several."""
    if not as_json:
        console.out_lines(note.receipt for note in notes)
    elif len(notes) == 1:
        console.out_json(NoteOut.of(notes[0]))
    else:
        console.out_json([NoteOut.of(note) for note in notes])
