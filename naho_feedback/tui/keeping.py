"""What the app does so that nothing is lost: copies, the mark of a running app, damage told."""

from __future__ import annotations

import logging
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from naho_feedback.bootstrap import Naho
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.tui.background import in_background
from naho_feedback.tui.damage import damage_sentences
from naho_feedback.tui.screens.base import NahoScreen, log_crash, unexpected

if TYPE_CHECKING:
    from naho_feedback.store.backup import Backup
    from naho_feedback.store.interrupted import Interrupted
    from naho_feedback.tui.app import NahoApp
    from naho_feedback.tui.screens.wall_drafts import LeftDraft

logger = logging.getLogger("naho_feedback.tui")

DAY: Final = 86_400
_FIRST_LOOK: Final = 5.0
"""Seconds after the start at which the last copy's age is looked at; the first frame goes first."""
_EVERY: Final = 600.0
_SAID_FOR: Final = 20.0
"""Seconds for which what happened in a crash, and damage, stay in sight."""


@dataclass(frozen=True)
class Found:
    """What an app that was not closed left behind.

    Attributes:
        notes: how many notes were added since it was opened.
        answers: how many answers.
        drafts: what was being typed on the walls.
    """

    notes: int
    answers: int
    drafts: tuple[LeftDraft, ...]

    def sentence(self) -> str:
        """Say what is kept; ``""`` where nothing was added."""
        said = []
        if self.notes:
            said.append(ngettext("{n} note", "{n} notes", self.notes).format(n=_n(self.notes)))
        if self.answers:
            words = ngettext("{n} answer", "{n} answers", self.answers)
            said.append(words.format(n=_n(self.answers)))
        if not said:
            return ""
        return _("Since it was opened: {what}, all kept.").format(what=", ".join(said))

    def question(self) -> str:
        """Ask whether to go on with what was being typed."""
        n = len(self.drafts)
        words = ngettext(
            "{n} note was being typed: take it up again?",
            "{n} notes were being typed: take them up again?",
            n,
        )
        return words.format(n=_n(n))


class Keeper:
    """Watches over the journal while the app runs.

    Args:
        app: the app that says what was found.
        naho: the workspace's services.
        quiet: whether nothing is said, since visitors sit in front of it (a kiosk's window).
    """

    def __init__(self, app: NahoApp, naho: Naho, *, quiet: bool = False) -> None:
        self._app = app
        self._naho = naho
        self._quiet = quiet
        self._damage = 0
        self._copying = False

    # ---- beginning and end -----------------------------------------------------------------

    def start(self) -> None:
        """Set the mark, say what an app that was not closed left, and begin to make copies."""
        self._work(self._look_back(), "look back")
        self.tell_damage()
        self._app.set_timer(_FIRST_LOOK, self._copy_if_old)
        self._app.set_interval(_EVERY, self._copy_if_old)

    def stop(self) -> None:
        """Take the mark away: the app ends in order."""
        if self._naho.running is not None:
            try:
                self._naho.running.stop()
            except NahoError as error:
                logger.warning("the mark cannot be removed: %s", type(error).__name__)

    async def _look_back(self) -> None:
        outcome = await in_background(lambda: look_back(self._naho), "look back")
        if isinstance(outcome.error, NahoError):
            self._app.say_error(outcome.error)
        elif outcome.error is not None:
            log_crash("look back", outcome.error)
        elif outcome.result is not None:
            self._tell(outcome.result)

    def _tell(self, found: Found) -> None:
        """Ask where nobody works yet; elsewhere the words wait in their wall."""
        if self._is_handed_over:
            return
        title = _("The app was not closed last time.")
        if found.drafts and self._app.current_mode == "dashboard":
            from naho_feedback.tui.screens.confirm import ConfirmScreen

            detail = _("No leaves them in their wall's line, where they wait.")
            asked = (title, found.sentence(), found.question())
            question = ConfirmScreen("\n".join(part for part in asked if part), detail)
            self._app.push_screen(question, lambda yes: self._take_up(found, yes=bool(yes)))
        elif found.sentence() or found.drafts:
            waits = _("What was being typed waits in its wall's line.") if found.drafts else ""
            said = " ".join(part for part in (title, found.sentence(), waits) if part)
            self._app.notify(said, timeout=_SAID_FOR, markup=False)

    @property
    def _is_handed_over(self) -> bool:
        """Whether nobody of the team would read it: a visitor sits there, or the app is leaving.

        What the journal's watcher posted is still worked off after the last screen went.
        """
        if not self._app.screen_stack:
            return True
        screen = self._app.screen
        return self._quiet or (isinstance(screen, NahoScreen) and screen.locks_app)

    def _take_up(self, found: Found, *, yes: bool) -> None:
        if yes:
            session = found.drafts[-1].session
            self._work(self._app.go("wall", {"session_id": session}), "take up")

    # ---- damage ----------------------------------------------------------------------------

    def tell_damage(self) -> None:
        """Say once what was found damaged, at the start or later."""
        if self._is_handed_over:
            return  # told when the laptop is back
        said = damage_sentences(self._naho)
        if len(said) > self._damage:
            text = "\n".join([*said[self._damage :], _("Type naho doctor to know more.")])
            self._app.notify(text, severity="error", timeout=_SAID_FOR, markup=False)
        self._damage = len(said)

    # ---- copies ----------------------------------------------------------------------------

    async def back_up(self) -> None:
        """Make a copy now and say so."""
        await self._copy(told=True)

    def _copy_if_old(self) -> None:
        if self._naho.running is not None and is_old(self._naho):
            self._work(self._copy(told=False), "backup")

    async def _copy(self, *, told: bool) -> None:
        if self._copying:
            return
        self._copying = True
        outcome = await in_background(self._naho.care.back_up, "backup")
        self._copying = False
        error = outcome.error
        if error is not None and self._is_handed_over:
            log_crash("backup", error)
        elif isinstance(error, NahoError):
            self._app.say_error(error)
        elif error is not None:
            log_crash("backup", error)
            self._app.say_error(unexpected(error))
        elif outcome.result is not None:
            self._copied(outcome.result, told=told)

    def _copied(self, made: Backup, *, told: bool) -> None:
        if self._is_handed_over:
            return
        if not made.found.is_sound:
            said = _("The journal is damaged, and so is this copy. See: naho verify")
            self._app.notify(said, severity="error", timeout=_SAID_FOR, markup=False)
        elif told:
            said = _("Backed up: {name}, read back.").format(name=made.folder.name)
            self._app.notify(said, markup=False)
        if isinstance(self._app.screen, NahoScreen):
            self._app.screen.refresh_data()  # the dashboard says how old the last copy is

    def _work(self, call: Coroutine[Any, Any, None], doing: str) -> None:
        self._app.run_worker(call, group=doing, exit_on_error=False, description=doing)


def look_back(naho: Naho) -> Found | None:
    """Set the mark of a running app; return what one that was not closed left, if anything.

    Raises:
        StoreError: if the journal or the mark cannot be read or written.
    """
    running = naho.running
    interrupted: Interrupted | None = None if running is None else running.start()
    if interrupted is None:
        return None
    from naho_feedback.tui.screens.wall_drafts import left_on_walls

    added = interrupted.added
    return Found(added.get("notes", 0), added.get("responses", 0), tuple(left_on_walls(naho)))


def is_old(naho: Naho) -> bool:
    """Whether the last copy is older than a day, or there is none."""
    age = naho.care.age()
    return age is None or age > DAY


def back_up_when_leaving(naho: Naho, seconds: float = 2.0) -> None:
    """Make a copy if something was written since the last one; wait for it only so long.

    One that takes longer dies with the process and leaves nothing that counts as a copy. A
    damaged journal is copied once a day: its copies push no sound one out, so they would pile up.
    """
    if naho.running is None or (damage_sentences(naho) and not is_old(naho)):
        return

    def copy() -> None:
        try:
            if naho.care.is_behind():
                naho.care.back_up()
        except (NahoError, OSError) as error:
            logger.warning("no copy was made on leaving: %s", type(error).__name__)

    thread = threading.Thread(target=copy, name="backup", daemon=True)
    thread.start()
    thread.join(seconds)


def _n(number: int) -> str:
    return wording.number(number)
