"""``naho kiosk``: hands the laptop over; its PIN, and what was left or came too fast."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

from naho_feedback.cli import console
from naho_feedback.cli.kiosk_shapes import BurstOut, KioskLogOut
from naho_feedback.cli.parts import argument, example_lines, flag, verb
from naho_feedback.cli.start import need_terminal, show_app
from naho_feedback.cli.state import State
from naho_feedback.domain.bursts import bursts
from naho_feedback.domain.responses import Begun, Response
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import long_day
from naho_feedback.tui import prepaint

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIN_BYTES = 100


class _Kiosk(click.Group):
    """A group whose first word is one of its verbs, or else a questionnaire.

    Args:
        opening: the command for questionnaires; it gets all words.
    """

    def __init__(
        self, opening: click.Command, verbs: Sequence[click.Command], *, help: str, epilog: str
    ) -> None:
        super().__init__(
            "kiosk",
            commands=verbs,
            help=help,
            epilog=epilog,
            subcommand_metavar=_("SURVEY... | COMMAND"),
        )
        self._opening = opening

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb, else the command that opens a questionnaire."""
        return super().get_command(ctx, cmd_name) or self._opening

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Give all words to a questionnaire's command, the first one too."""
        if args and args[0] not in self.commands:
            return args[0], self._opening, args
        return super().resolve_command(ctx, args)


def build() -> click.Group:
    """Return ``naho kiosk``."""
    opening = verb(
        "open",
        _open,
        help=_("Hand the laptop over: one questionnaire, person after person."),
        examples=("naho kiosk sortie-30s",),
        params=[argument("surveys", nargs=-1, metavar="SURVEY...")],
        json=False,
    )
    verbs = [
        verb(
            "pin",
            _pin,
            help=_(
                "Choose the digits that a facilitator types to leave the kiosk. They are asked "
                "for twice and only their hash is kept; without a terminal they are read from "
                "standard input."
            ),
            examples=("naho kiosk pin", "naho kiosk pin --remove"),
            params=[flag("--remove", help=_("Ask for no PIN any more."))],
            json=False,
        ),
        verb(
            "log",
            _log,
            help=_(
                "Say how many questionnaires were begun and not finished, and which came faster "
                "than people answer. Nothing is deleted."
            ),
            examples=("naho kiosk log", "naho kiosk log --json"),
        ),
    ]
    return _Kiosk(
        opening,
        verbs,
        help=_(
            "Hand the laptop over: one questionnaire, person after person. With several, each "
            "person chooses first."
        ),
        epilog=example_lines(
            ("naho kiosk sortie-30s", "naho kiosk sortie-30s visiteur", "naho kiosk pin")
        ),
    )


def _open(state: State, *, surveys: tuple[str, ...]) -> None:
    naho = state.naho
    found = dict.fromkeys(naho.kiosk.survey(name).id for name in surveys)
    need_terminal(_("To store answers without one, see: naho survey answer --help"))
    show_app(naho, survey=",".join(found))


# ---- the PIN -------------------------------------------------------------------------------


def _pin(state: State, *, remove: bool) -> None:
    pin = state.naho.kiosk_pin
    if remove:
        was_set = pin.remove()
        console.say(_("No PIN is asked for any more.") if was_set else _("There was no PIN."))
        return
    pin.set(_typed_twice() if console.can_ask() else _given())
    console.say(_("Leaving the kiosk asks for this PIN from now on: ctrl+x, the digits, Enter."))


def _given() -> str:
    return sys.stdin.buffer.read(_PIN_BYTES).decode("ascii", "replace").strip()


def _typed_twice() -> str:
    prepaint.leave()
    first = getpass.getpass(_("The PIN, 4 to 9 digits:") + " ")
    if getpass.getpass(_("Once more:") + " ") != first:
        raise RefusedError(_("These are two different PINs."), _("Nothing was changed."))
    return first


# ---- what came -----------------------------------------------------------------------------


def _log(state: State, *, as_json: bool) -> None:
    naho = state.naho
    naho.store.refresh()
    k = naho.thresholds.k_score
    left = naho.store.count(Begun)
    found = bursts(naho.store.all(Response))
    if as_json:
        shape = KioskLogOut(
            unfinished=left if left >= k else None, bursts=tuple(map(BurstOut.of, found))
        )
        console.out_json(shape)
        return
    if left >= k:
        console.out(_("{n} questionnaires were begun and not finished.").format(n=left))
    else:
        console.out(_("Fewer than {k} questionnaires were begun and not finished.").format(k=k))
    if not found:
        console.out(_("None came faster than people answer."))
        return
    console.out(_("Faster than people answer (nothing was deleted):"))
    for burst in found:
        n = len(burst.responses)
        begin, end = local_time(burst.first), local_time(burst.last)
        words = ngettext("{n} answer", "{n} answers", n).format(n=n)
        receipts = ", ".join(response.receipt for response in burst.responses)
        when = f"{long_day(begin.date())} {begin:%H:%M:%S} – {end:%H:%M:%S}"
        console.out(f"  {when}  {words}  {receipts}")
