"""The team leaves a kiosk: by its PIN, or without one by pressing ctrl+x twice."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.timer import Timer

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.kiosk_patience import Attempts, Haste, IdleWatch
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.screens.kiosk_frame import KioskFrame
from naho_feedback.tui.widgets.kiosk_doors import PinPage

_LEAVING_SECONDS: Final = 5.0


class KioskLeaving(KioskFrame):
    """What ctrl+x does.

    Args:
        naho: the workspace's services.
        idle: how long nobody has pressed anything.
        haste: what was pressed for the page before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+x", "leave_kiosk", N_("Leave"), show=False, priority=True),
    ]

    def __init__(self, naho: Naho, idle: IdleWatch, haste: Haste) -> None:
        super().__init__(naho, idle, haste)
        self._leaving: Timer | None = None
        self._attempts = Attempts()
        self._trying = False

    async def action_leave_kiosk(self) -> None:
        """Ask for the PIN; without one leave at the second press, the first one only says so."""
        if isinstance(self._page, PinPage):
            await self.back_from_pin()
        elif self.naho.kiosk_pin.is_set:
            await self.before_pin()
            await self.turn_to(PinPage())
        elif self._leaving is None:
            said = _("For the team: ctrl+x once more leaves the questionnaire.")
            more = _("A PIN protects it: naho kiosk pin")
            self.say_wrong(f"{said} {more}")
            self._leaving = self.set_timer(_LEAVING_SECONDS, self._forget_leaving)
        else:
            await self._leave()

    async def before_pin(self) -> None:
        """Remember where somebody was."""

    async def back_from_pin(self) -> None:
        """Go on where somebody was."""

    async def before_leaving(self) -> None:
        """Do what has to be done for who was answering."""

    def page_leaves(self) -> None:
        """Forget the first press."""
        if self._leaving is not None:
            self._leaving.stop()
            self._leaving = None

    def _forget_leaving(self) -> None:
        self._leaving = None
        self.say_wrong("")

    @on(PinPage.Given)
    def _try(self, message: PinPage.Given) -> None:
        message.stop()
        if self._trying or not message.pin:
            return
        if wait := self._attempts.wait:
            self.say_wrong(_wait(wait))
            return
        self._trying = True
        self.work(partial(self.naho.kiosk_pin.fits, message.pin), self._tried, group="pin")

    def _tried(self, fits: bool) -> None:
        self._trying = False
        page = self._page
        if not isinstance(page, PinPage):
            return  # whoever typed it went back meanwhile
        if fits:
            self.call_next(self._leave)
            return
        self._attempts.failed()
        page.clear()
        wait = self._attempts.wait
        self.say_wrong(" ".join(filter(None, (_("This is not the PIN."), _wait(wait)))))

    async def _leave(self) -> None:
        await self.before_leaving()
        spoken = i18n.set_language(self._home)
        behind = [s for s in self.app.screen_stack if isinstance(s, NahoScreen) and s is not self]
        if spoken != self._home:
            for screen in behind:  # they may have caught up with the journal in the other one
                await screen.language_changed()
        self.dismiss()


def _wait(seconds: int) -> str:
    return _("Next try in {n} s.").format(n=seconds) if seconds else ""
