"""``naho note review``, ``quote`` and ``withhold``: somebody reads a note before it is quoted."""

from __future__ import annotations

from collections.abc import Sequence

import click

from naho_feedback.cli import console
from naho_feedback.cli.note_safety import MARK
from naho_feedback.cli.parts import argument, flag, option, verb
from naho_feedback.cli.review_shapes import ReviewedOut
from naho_feedback.cli.state import State
from naho_feedback.domain.notes import Review
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.looks_like import looks_like
from naho_feedback.services.review import Reviewed


def verbs() -> list[click.Command]:
    """Return the verbs of the review."""
    receipts = argument("notes", metavar="RECEIPT...", nargs=-1, required=True)
    return [
        verb(
            "review",
            _review,
            help=_(
                "List the notes that nobody decided about, as they would be quoted; those that "
                "may point at somebody come first, with the words as typed beside."
            ),
            examples=("naho note review", "naho note review --hits --json"),
            params=[
                option("--session", metavar="ID", help=_("Only in this session.")),
                flag("--hits", help=_("Only those that may point at somebody.")),
            ],
        ),
        verb(
            "quote",
            _quote,
            help=_(
                "Allow notes to be quoted outside the team, without what points at somebody; "
                "other words given later take it back."
            ),
            examples=("naho note quote A-421", "naho note quote A-421 A-430"),
            params=[receipts],
        ),
        verb(
            "withhold",
            _withhold,
            help=_("Say that notes are never quoted; `naho note undo` takes the last one back."),
            examples=("naho note withhold A-421",),
            params=[receipts],
        ),
    ]


def _review(state: State, *, session: str, hits: bool, as_json: bool) -> None:
    naho = state.naho
    wanted = naho.capture.session(session).id if session else ""
    waiting = [r for r in naho.reviewing.waiting(wanted) if r.kinds or not hits]
    if as_json:
        console.out_json([ReviewedOut.of(reviewed) for reviewed in waiting])
        return
    for reviewed in waiting:
        _show(reviewed)
    n = sum(bool(reviewed.kinds) for reviewed in waiting)
    if not waiting:
        console.say(_("Nothing waits to be read."))
    elif n:
        said = ngettext(
            "{n} note may point at somebody. naho note quote or withhold decides.",
            "{n} notes may point at somebody. naho note quote or withhold decides.",
            n,
        )
        console.say(said.format(n=n))


def _quote(state: State, *, notes: tuple[str, ...], as_json: bool) -> None:
    _decide(state, notes, Review.QUOTABLE, as_json=as_json)


def _withhold(state: State, *, notes: tuple[str, ...], as_json: bool) -> None:
    _decide(state, notes, Review.WITHHELD, as_json=as_json)


def _decide(state: State, names: Sequence[str], decision: Review, *, as_json: bool) -> None:
    reviewing = state.naho.reviewing
    decided = [reviewing.look(reviewing.decide(name, decision)) for name in names]
    if as_json:
        console.out_json([ReviewedOut.of(reviewed) for reviewed in decided])
        return
    for reviewed in decided:
        words = reviewed.published if decision == Review.QUOTABLE else ""
        console.out(f"{reviewed.note.receipt}  {one_line(words)}".rstrip())


def _show(reviewed: Reviewed) -> None:
    mark = f"{MARK} " if reviewed.flagged else ""
    console.out(f"{reviewed.note.receipt}  {mark}{one_line(reviewed.published)}")
    if reviewed.kinds:
        console.out("    " + _("as typed: {text}").format(text=one_line(reviewed.note.text)))
        console.out("    " + looks_like(reviewed.kinds))
