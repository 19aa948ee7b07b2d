"""``naho note``: add, list and edit, the wall's verbs, what was done, and the review."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.facet_shapes import ListedNoteOut
from naho_feedback.cli.hits import ask_to_keep, tell_to_review
from naho_feedback.cli.house import DayWatch
from naho_feedback.cli.note_lines import add_lines
from naho_feedback.cli.note_past import verbs as past_verbs
from naho_feedback.cli.note_review import verbs as review_verbs
from naho_feedback.cli.note_safety import MARK, tell_where
from naho_feedback.cli.note_safety import verbs as safety_verbs
from naho_feedback.cli.note_wall import verbs as wall_verbs
from naho_feedback.cli.parts import argument, flag, noun, option, session_option, verb
from naho_feedback.cli.session_words import session_words
from naho_feedback.cli.shapes import NoteOut
from naho_feedback.cli.state import State
from naho_feedback.domain.notes import Format, Note, Review
from naho_feedback.domain.records import receipt
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Placement
from naho_feedback.errors import RefusedError, UsageError
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho

_STDIN = "-"
_NO_REVIEW = "none"


def build() -> click.Group:
    """Return ``naho note``."""
    note = argument("note", metavar="RECEIPT")
    return noun(
        "note",
        [
            _add_verb(),
            verb(
                "list",
                _list,
                help=_("List the notes of a session as they were typed."),
                examples=("naho note list", "naho note list --all --json"),
                params=[session_option(), flag("--all", help=_("Those of every session."))],
            ),
            verb(
                "edit",
                _edit,
                help=_("Change a note's words, its dots or whether it may be quoted."),
                examples=(
                    'naho note edit A-421 "Trop de clics le matin"',
                    "naho note edit A-421 --dots 7 --review quotable",
                ),
                params=[
                    note,
                    argument("text", nargs=-1),
                    option("--dots", type=int, metavar="N", help=_("Votes on it.")),
                    option(
                        "--review",
                        type=click.Choice([str(Review.QUOTABLE), str(Review.WITHHELD), _NO_REVIEW]),
                        help=_("Whether it may be quoted outside the team."),
                    ),
                ],
            ),
            *wall_verbs(),
            *past_verbs(),
            *review_verbs(),
            *safety_verbs(),
        ],
        help=_("Notes: what people write on the wall."),
        examples=('naho note add "Trop de clics" --column freins',),
    )


def _add_verb() -> click.Command:
    return verb(
        "add",
        _add,
        help=_(
            "Add a note; its words are joined by spaces. With - instead of words, each line of "
            "standard input is a note, and its receipt is printed once it is safe on the disk. "
            "Put -- before words that begin with a dash."
        ),
        examples=(
            'naho note add "Trop de clics" --column freins --dots 3',
            "naho note add - < notes.txt",
            "naho note add -- -5 minutes par dossier",
        ),
        params=[
            argument("text", nargs=-1, required=True),
            session_option(),
            option("--column", metavar="ID", help=_("The column; left out: the first one.")),
            option("--dots", type=int, default=0, metavar="N", help=_("Votes on it.")),
        ],
    )


# ---- adding --------------------------------------------------------------------------------


def _add(
    state: State, *, text: tuple[str, ...], session: str, column: str, dots: int, as_json: bool
) -> None:
    naho = state.naho
    wall = naho.capture.session(session)
    watch = DayWatch(naho, wall)
    if text == (_STDIN,):
        column = naho.capture.column_id(wall, column)
        if not wall.is_open:
            raise RefusedError(_("This session is closed; it takes no more notes."))

        waiting = 0

        def add(words: str) -> None:
            nonlocal waiting
            note = naho.capture.add_note(wall, column, words, dots=dots)
            waiting += naho.detectors.finds(note.text)
            shape = console.json_text(NoteOut.of(note), indent=0) if as_json else note.receipt
            console.out(shape, flush=True)
            tell_where(naho, note)
            watch.look()

        add_lines(sys.stdin.buffer, add, lambda: tell_to_review(waiting))
        return
    words = " ".join(text)
    kinds = naho.capture.check(words)
    asked = ask_to_keep(kinds)
    note = naho.capture.add_note(wall, column, words, dots=dots)
    _show(note, as_json=as_json)
    tell_where(naho, note)
    watch.look()
    if kinds and not asked:
        tell_to_review(1)


def _show(note: Note, *, as_json: bool) -> None:
    if as_json:
        console.out_json(NoteOut.of(note))
    else:
        console.out(note.receipt)


# ---- listing -------------------------------------------------------------------------------


def _list(state: State, *, session: str, all: bool, as_json: bool) -> None:
    naho = state.naho
    if all and session:
        raise UsageError(_("Choose one of --all and --session."))
    wall = None if all else naho.capture.session(session)
    notes = naho.capture.notes(wall.id if wall else "")
    placements = naho.theming.placements()
    sessions = {s.id: s for s in naho.capture.sessions()}
    if as_json:
        console.out_json(
            [
                ListedNoteOut.listed(
                    n,
                    placements.get(n.id),
                    naho.facets.of(n, sessions.get(n.session)),
                    naho.taxonomy,
                )
                for n in notes
            ]
        )
        return
    for id_ in dict.fromkeys(note.session for note in notes):
        if all:
            of = sessions.get(id_)
            console.out(session_words(naho, of) if of else receipt(id_))
        wanted = [note for note in notes if note.session == id_]
        console.out_lines(_note_lines(naho, sessions.get(id_), wanted, placements))
    if not notes:
        console.say(_("No note yet."))
    if any(naho.facets.is_flagged(note) for note in notes):
        console.say(
            _("{mark} may speak of harm. {where}").format(
                mark=MARK, where=naho.facets.where_to_report
            )
        )


def _note_lines(
    naho: Naho, session: Session | None, notes: list[Note], placements: dict[str, Placement]
) -> list[str]:
    wall = naho.capture.format_of(session) if session else None
    rows = []
    for note in notes:
        placement = placements.get(note.id)
        theme = naho.taxonomy.label(placement.theme) if placement and placement.theme else ""
        dots = f"●{note.dots}" if note.dots else ""
        mark = f"{MARK} " if naho.facets.is_flagged(note) else ""
        rows.append(
            (note.receipt, _column(wall, note.column), dots, mark + _with(note.text, theme))
        )
    return console.aligned(rows)


def _with(text: str, theme: str) -> str:
    return f"{text}  [{theme}]" if theme else text


def _column(wall: Format | None, id: str) -> str:
    column = wall.column(id) if wall else None
    return f"{column.polarity.sign} {column.name}" if column else id


# ---- changing ------------------------------------------------------------------------------


def _edit(
    state: State,
    *,
    note: str,
    text: tuple[str, ...],
    dots: int | None,
    review: str | None,
    as_json: bool,
) -> None:
    if not text and dots is None and review is None:
        raise UsageError(_("Say what to change: the words, --dots or --review."))
    decided = None if review is None else Review("" if review == _NO_REVIEW else review)
    capture = state.naho.capture
    words = " ".join(text) if text else None
    kinds = () if words is None else capture.check(words)
    asked = ask_to_keep(kinds)
    changed = capture.edit_note(note, text=words, dots=dots, review=decided)
    _show(changed, as_json=as_json)
    if kinds and not asked and changed.review == Review.NONE:
        tell_to_review(1)
