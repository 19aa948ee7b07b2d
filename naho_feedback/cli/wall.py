"""``naho wall``: a session's wall as an outline, in large words, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import flag, noun, session_option, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.wall_shapes import WallOut
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _

if TYPE_CHECKING:
    from naho_feedback.domain.sessions import Session


def build() -> click.Group:
    """Return ``naho wall``."""
    return noun(
        "wall",
        [
            verb(
                "show",
                _show,
                help=_(
                    "Show a session's wall: columns, themes in them, groups in these, numbered "
                    "notes with their dots."
                ),
                examples=(
                    "naho wall show",
                    "naho wall show --projector",
                    "naho wall show --session A-12 --json",
                ),
                params=[
                    session_option(),
                    flag(
                        "--plain",
                        help=_("An outline for reading aloud, without drawn signs; the default."),
                    ),
                    flag("--projector", help=_("Short lines with room, for large letters.")),
                ],
            )
        ],
        help=_("The wall: what hangs on it."),
        examples=("naho wall show",),
    )


def _show(state: State, *, session: str, plain: bool, projector: bool, as_json: bool) -> None:
    from naho_feedback.cli.wall_text import outline_lines, projector_lines

    if plain + projector + as_json > 1:
        raise UsageError(_("Choose one of --plain, --projector and --json."))
    naho = state.naho
    sitting = naho.capture.session(session)
    wall = naho.outlines.outline(sitting)
    if as_json:
        console.out_json(WallOut.of(wall, naho.capture.session_title(sitting)))
        return
    about = _about(state, sitting)
    if projector:
        console.out_lines(projector_lines(wall, about, console.width()))
    else:
        console.out_lines(outline_lines(wall, about))


def _about(state: State, session: Session) -> str:
    naho = state.naho
    site = naho.programme.site_name(session.site)
    return ", ".join(filter(None, (naho.capture.session_title(session), site)))
