"""What every screen shares: header, key line, help, work in threads, staying up to date."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.background import in_background
from naho_feedback.tui.messages import DataChanged, Finished, GoTo
from naho_feedback.tui.widgets.header import NahoHeader
from naho_feedback.tui.widgets.keyline import KeyLine

logger = logging.getLogger("naho_feedback.tui")

R = TypeVar("R")


@dataclass(frozen=True)
class Help:
    """What F1 says of a screen; the keys are listed by themselves.

    Attributes:
        question: the one question that the screen answers.
        paragraphs: a few short paragraphs.
    """

    question: str
    paragraphs: tuple[str, ...] = ()


class NahoScreen(Screen[None]):
    """Base of the app's full screens.

    A subclass gives :meth:`body`, :meth:`screen_title`, :meth:`help` and, where it shows
    records, :meth:`refresh_data`, which is called when the screen is shown, when the store
    moved and when the language changed.

    Args:
        naho: the workspace's services.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", N_("Help"), show=True),
        Binding("escape", "leave", N_("Dashboard"), show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it

    locks_app: ClassVar[bool] = False
    """Whether the app's own keys, palette and quitting are switched off here (the kiosk)."""

    day_later: ClassVar[bool] = False
    """Whether the header's day waits until the screen asks for it, since Babel loads slowly."""

    all_keys: ClassVar[bool] = False
    """Whether the line of keys may take more lines to show every key that works."""

    def __init__(self, naho: Naho) -> None:
        super().__init__()
        self.naho = naho
        self._version_shown = -1
        self._calls_running: set[str] = set()
        self._laid_out_anew = False
        self._calls_waiting: dict[str, _Call] = {}

    # ---- to be given by each screen ------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield what stands between header and key line."""
        yield from ()

    def screen_title(self) -> str:
        """Return the screen's name for the header."""
        return ""

    def screen_place(self) -> str:
        """Return what the header says beside the title, such as the session; may be typed text."""
        return ""

    def help(self) -> Help:
        """Return what F1 says."""
        return Help("")

    def refresh_data(self) -> None:
        """Fetch what is shown again; start workers, never block."""

    def takes(self, _event: events.InputEvent, /) -> bool:
        """Whether a key, a click or a touch may go on to this screen."""
        return True

    # ---- common behaviour ----------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out header, body and key line."""
        settings = self.naho.settings
        yield NahoHeader(
            programme=self.naho.programme.name,
            title=self.screen_title(),
            place=self.screen_place(),
            label=settings.label,
            today=self.naho.clock.today(),
            demo=settings.demo,
            day_later=self.day_later,
        )
        yield from self.body()
        yield KeyLine(all_keys=self.all_keys)

    @on(DataChanged)
    def _data_changed(self, message: DataChanged) -> None:
        message.stop()
        self._refresh_if_moved()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was shown."""
        self._refresh_if_moved()

    def _refresh_if_moved(self) -> None:
        if not self.naho.is_open:
            return  # the app says when it is; the first frame does not wait for it
        version = self.naho.store.version
        if version != self._version_shown:
            self._version_shown = version
            self.refresh_data()

    async def language_changed(self) -> None:
        """Say everything again in the language that is current now."""
        self._laid_out_anew = True
        try:
            await self.recompose()
        finally:
            self._laid_out_anew = False
        self.refresh_data()

    async def programme_changed(self) -> None:
        """Go on with another programme; what it named is laid out anew."""
        await self.language_changed()

    def update_header(self) -> None:
        """Show title, place and programme again after they changed."""
        for header in self.query(NahoHeader):
            header.say(self.screen_title(), self.screen_place(), programme=self.naho.programme.name)

    def action_help(self) -> None:
        """Explain this screen."""
        from naho_feedback.tui.screens.help import HelpScreen, keys_of

        self.app.push_screen(HelpScreen(self.screen_title(), self.help(), keys_of(self)))

    async def action_leave(self) -> None:
        """Go back to the dashboard."""
        self.post_message(GoTo("dashboard"))

    # ---- saying --------------------------------------------------------------------------

    def say(
        self, text: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """Show a short message; typed text in it is harmless."""
        self.notify(shown(text), severity=severity, markup=False)

    def say_error(self, error: NahoError) -> None:
        """Show what is wrong and what to do."""
        self.say(f"{error.message}\n{error.hint}".strip(), "error")

    async def replace_in(self, box: Widget, *widgets: Widget) -> None:
        """Let a box hold these widgets instead of what it holds.

        Nothing is painted in between: Textual would paint what is gone already until the next
        layout, and a text area that is gone has lost its colours and fails.
        """
        with self.app.batch_update():
            await box.remove_children()
            await box.mount(*widgets)

    # ---- working -------------------------------------------------------------------------

    def work(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        group: str,
        failed: Callable[[NahoError], None] | None = None,
        description: str = "",
    ) -> None:
        """Call a service in a thread and pass what it returns to ``then``, on the screen's side.

        For reading: one call of a group runs at a time; of those asked for meanwhile only the
        newest runs, afterwards, so that a burst of changes never piles up threads.

        Args:
            task: the call; it must not touch a widget.
            then: takes the result.
            group: what it is about.
            failed: takes a :class:`NahoError`; a toast shows it where None.
            description: for the log.
        """
        call = _Call(task, then, failed or self.say_error, group, description or group)
        if group in self._calls_running:
            self._calls_waiting[group] = call
            return
        self._calls_running.add(group)
        self._start_call(call)

    def write(
        self,
        task: Callable[[], R],
        then: Callable[[R], None],
        *,
        group: str,
        failed: Callable[[NahoError], None] | None = None,
        description: str = "",
    ) -> None:
        """Like :meth:`work`, for what changes something: every call runs, none is dropped.

        Calls made while another one runs, run beside it; what must keep an order is one task.
        """
        self._start_call(
            _Call(task, then, failed or self.say_error, "", description or group), group
        )

    def _start_call(self, call: _Call, group: str = "") -> None:
        self.run_worker(
            self._run_call(call),
            group=call.group or group,
            exit_on_error=False,
            description=call.description,
        )

    async def _run_call(self, call: _Call) -> None:
        outcome = await in_background(call.task, call.description)
        if outcome.error is None:
            finished = Finished(call.then, outcome.result, call.group)
        elif isinstance(outcome.error, NahoError):
            finished = Finished(call.failed, outcome.error, call.group)
        else:
            log_crash(call.description, outcome.error)
            finished = Finished(call.failed, unexpected(outcome.error), call.group)
        self.post_message(finished)

    @on(Finished)
    def _finished(self, message: Finished) -> None:
        message.stop()
        self._calls_running.discard(message.group)
        following = self._calls_waiting.pop(message.group, None)
        if following is not None:
            self._calls_running.add(following.group)
            self._start_call(following)
        try:
            message.then(message.result)
        except NoMatches:
            # A screen's widgets go first when the app is left or speaks another language: what
            # comes back then has nothing to be shown on. What was to be stored is stored already,
            # and the rest is asked for again.
            empty = all(widget.has_class("-textual-system") for widget in self.children)
            between = empty or self._laid_out_anew
            if self.is_current and self.app.is_running and not between:
                raise


@dataclass(frozen=True)
class _Call:
    """One call of a service: ``group`` is empty for calls that change something."""

    task: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[NahoError], None]
    group: str
    description: str


def unexpected(error: BaseException) -> NahoError:
    """Return the sentence that people read when our own code failed."""
    return NahoError(
        _("Something unexpected happened ({kind}).").format(kind=type(error).__name__),
        _("What was kept stays kept. The file data/naho.log tells more."),
    )


def log_crash(doing: str, error: BaseException) -> None:
    """Log where an exception came from; its message may quote a note, so it is left out."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s failed: %s\n%s", doing, type(error).__name__, frames)
