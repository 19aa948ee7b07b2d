"""``naho verify``, ``backup``, ``restore`` and ``doctor``: looking after the journal.

What they do is in :mod:`naho_feedback.cli.care_work`, imported when one of them runs: it loads
the store, which ``naho --help`` must not wait for.
"""

from __future__ import annotations

import click

from naho_feedback.cli.parts import argument, flag, option, verb, yes_option
from naho_feedback.cli.state import State
from naho_feedback.i18n import gettext as _


def build_verify() -> click.Command:
    """Return ``naho verify``."""
    return verb(
        "verify",
        _verify,
        help=_(
            "Read every byte of the journal and say whether it is what was written. Nothing is "
            "changed; the exit status is 1 if damage was found."
        ),
        examples=("naho verify", "naho verify --json"),
    )


def build_backup() -> click.Command:
    """Return ``naho backup``."""
    return verb(
        "backup",
        _back_up,
        help=_(
            "Copy the journal into the folder backups of the workspace and read the copy back. "
            "The ten last copies are kept. It holds all that was typed and counted; photos and "
            "exports are files of their own. The app's dashboard only knows the copies in the "
            "workspace."
        ),
        examples=("naho backup", "naho backup --ring E:/naho", "naho backup --list"),
        params=[_ring_option(), flag("--list", help=_("List the copies, the latest first."))],
    )


def build_restore() -> click.Command:
    """Return ``naho restore``."""
    return verb(
        "restore",
        _restore,
        help=_(
            "Put a copy of the journal back: first it says what would happen, then it asks. The "
            "journal that it replaces is kept in a folder of its own in data. Close the app first."
        ),
        examples=("naho restore 2017-03-03T18-00-00", "naho restore E:/naho/2017-03-03T18-00-00"),
        params=[argument("backup", metavar="COPY"), _ring_option(), yes_option()],
    )


def build_doctor() -> click.Command:
    """Return ``naho doctor``."""
    return verb(
        "doctor",
        _doctor,
        help=_(
            "Say what is the matter with the journal, its disk and its copies, and what to do. "
            "Nothing is changed; the exit status is 1 if something is bad."
        ),
        examples=("naho doctor", "naho doctor --json"),
    )


def _ring_option() -> click.Option:
    return option(
        "--ring",
        metavar="DIR",
        help=_("The folder of the copies, such as one on a stick; left out: backups."),
    )


def _verify(state: State, *, as_json: bool) -> None:
    from naho_feedback.cli import care_work

    care_work.verify_journal(state, as_json=as_json)


def _back_up(state: State, *, ring: str, list: bool, as_json: bool) -> None:
    from naho_feedback.cli import care_work

    if list:
        care_work.list_copies(state, ring=ring, as_json=as_json)
    else:
        care_work.back_up(state, ring=ring, as_json=as_json)


def _restore(state: State, *, backup: str, ring: str, yes: bool, as_json: bool) -> None:
    from naho_feedback.cli import care_work

    care_work.restore(state, name=backup, ring=ring, yes=yes, as_json=as_json)


def _doctor(state: State, *, as_json: bool) -> None:
    from naho_feedback.cli import care_work

    care_work.examine(state, as_json=as_json)
