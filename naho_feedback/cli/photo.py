"""``naho photo``: pictures of sessions, by path and caption; the files stay where they are."""

from __future__ import annotations

from pathlib import Path

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, flag, noun, option, session_option, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.week_shapes import PhotoOut
from naho_feedback.domain.photos import Photo, PhotoState
from naho_feedback.domain.records import receipt
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _


def build() -> click.Group:
    """Return ``naho photo``."""
    photo = argument("photo", metavar="RECEIPT")
    return noun(
        "photo",
        [
            verb(
                "add",
                _add,
                help=_(
                    "Attach a photo (JPEG or PNG) to a session. Look at it first: nobody's face, "
                    "no patient, no patient's name. The file stays where it is."
                ),
                examples=(
                    'naho photo add mur.jpg --caption "Le mur lundi soir" --confirmed',
                    'naho photo add mur.jpg --session A-12 --caption "Le mur" --confirmed',
                ),
                params=[
                    argument("file", metavar="FILE"),
                    option(
                        "--caption",
                        required=True,
                        metavar="TEXT",
                        help=_("What it shows, in words: it is printed, and read aloud."),
                    ),
                    flag(
                        "--confirmed",
                        help=_("You looked: neither a face nor a patient. Asked at a terminal."),
                    ),
                    session_option(),
                ],
            ),
            verb(
                "list",
                _list,
                help=_("List the photos, and say which files are gone or changed."),
                examples=("naho photo list", "naho photo list --session A-12 --json"),
                params=[option("--session", metavar="ID", help=_("Only one session."))],
            ),
            verb(
                "open",
                _open,
                help=_("Show a photo with the system's own viewer."),
                examples=("naho photo open A-421",),
                params=[photo],
                json=False,
            ),
            verb(
                "remove",
                _remove,
                help=_("Take a photo off its session; the file is not touched."),
                examples=("naho photo remove A-421",),
                params=[photo],
            ),
        ],
        help=_("Photos of sessions: neither a face nor a patient."),
        examples=('naho photo add mur.jpg --caption "Le mur lundi soir" --confirmed',),
    )


def _add(
    state: State, *, file: str, caption: str, confirmed: bool, session: str, as_json: bool
) -> None:
    naho = state.naho
    if not confirmed and console.can_ask():
        confirmed = console.confirm(_("Does it show neither a face nor a patient?"))
    photo = naho.photos.attach(session, Path(file), caption, confirmed=confirmed)
    _show(photo, PhotoState.SOUND, as_json=as_json)


def _list(state: State, *, session: str, as_json: bool) -> None:
    naho = state.naho
    of = naho.capture.session(session).id if session else ""
    photos = [(photo, naho.photos.state(photo)) for photo in naho.photos.photos(of)]
    if as_json:
        console.out_json([PhotoOut.of(photo, found) for photo, found in photos])
        return
    if not photos:
        console.say(_("No photo yet. Attach one: naho photo add FILE --caption TEXT"))
    console.out_lines(console.aligned(_row(photo, found) for photo, found in photos))


def _open(state: State, *, photo: str) -> None:
    found, what = state.naho.photos.open_in_viewer(photo)
    if what == PhotoState.CHANGED:
        console.say(_("This file changed since it was confirmed: look for faces again."))
    _show(found, what, as_json=False)


def _remove(state: State, *, photo: str, as_json: bool) -> None:
    photos = state.naho.photos
    gone = photos.detach(photo)
    _show(gone, photos.state(gone), as_json=as_json)


def _show(photo: Photo, state: PhotoState, *, as_json: bool) -> None:
    if as_json:
        console.out_json(PhotoOut.of(photo, state))
    else:
        console.out(f"{photo.receipt}  {one_line(photo.caption)}")


def _row(photo: Photo, state: PhotoState) -> tuple[str, ...]:
    words = {
        PhotoState.SOUND: "",
        PhotoState.MISSING: _("the file is gone"),
        PhotoState.CHANGED: _("the file changed"),
    }
    return (photo.receipt, receipt(photo.session), photo.caption, photo.path, words[state])
