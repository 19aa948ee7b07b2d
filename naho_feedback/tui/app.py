"""The app: a workspace's screens, the keys between them, and the nets under them."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho, keep_log
from naho_feedback.domain.text import shown
from naho_feedback.errors import NahoError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui import look, prepaint
from naho_feedback.tui.background import in_background
from naho_feedback.tui.escape_net import EscapeNet
from naho_feedback.tui.first_frame import keep_first_frame
from naho_feedback.tui.keeping import Keeper
from naho_feedback.tui.leaving import leave_on_signals
from naho_feedback.tui.messages import DataChanged, ForgetCopied, GoTo, ProgrammeChanged
from naho_feedback.tui.places import PLACES, make_screen
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.watch import StoreWatch

_OVER_EVERYTHING = "kiosk"
_LEAVE = "ctrl+q"
_TO_PLACES = frozenset(place.key for place in PLACES)


class NahoApp(App[None]):
    """The terminal app on one workspace.

    Each place is a Textual mode, made when first shown and kept afterwards, so that what was
    typed on a screen is still there when one comes back. The kiosk alone is pushed over all.

    Args:
        naho: the workspace's services; the app does not close them.
        survey: id of a questionnaire that is handed over at once, or ``""``; several are joined
            by commas.
        signals: whether SIGTERM and SIGHUP leave the app in order, the terminal mended.
    """

    # The first screen's sheet is read with the app's own: a sheet that comes with a screen makes
    # Textual parse everything once more, which is a tenth of the time to the first frame.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/dashboard.tcss"]
    DEFAULT_MODE = "dashboard"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            # With priority, so that what is typed right behind the key waits for the new screen.
            Binding(
                place.key,
                f"go({place.name!r})",
                place.short,
                key_display=place.shown,
                priority=True,
            )
            for place in PLACES
        ),
        Binding("ctrl+p", "command_palette", N_("Commands"), key_display="^p"),
        Binding(_LEAVE, "quit", N_("Quit"), show=False, priority=True),
    ]

    def __init__(self, naho: Naho, *, survey: str = "", signals: bool = False) -> None:
        super().__init__()
        self.naho = naho
        self._survey = survey
        self._signals = signals
        self._net = EscapeNet()
        self._mode_of: dict[str, str] = {}
        self._watch: StoreWatch | None = None
        self._opened = asyncio.Event()
        self._early: list[events.Event] = []
        self.failure: BaseException | None = None
        """Why the journal could not be opened; the app leaves then, and its caller tells it."""
        self.keeper = Keeper(self, naho, quiet=bool(survey))
        for theme in look.themes():
            self.register_theme(theme)
        # Not by assignment, which would parse every style sheet twice before the first frame.
        self.set_reactive(App.theme, look.first_theme(self.console.color_system))
        self.stylesheet.set_variables(self.get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Return the driver; where the first frame stands already, one that leaves it there."""
        usual = super().get_driver_class()
        if prepaint.is_painted():
            from naho_feedback.tui.takeover import TakingOver

            if issubclass(TakingOver, usual):
                return TakingOver
        return usual

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen that opens first; a mode's first screen would cost another parse."""
        return make_screen(self.naho, "dashboard", {})

    # ---- keys ----------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keep a key that goes to a place, and all behind it, until the journal is open.

        A screen may refuse what was pressed: a kiosk what was meant for the person before.
        """
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            front = self._front
            if front is not None and not front.takes(event):
                return
        if self._waits(event):
            self._early.append(event)
            return
        if self._opened.is_set():
            await self._press_early()
        await super().on_event(event)

    def _waits(self, event: events.Event) -> bool:
        if self._opened.is_set() or event.is_forwarded:
            return False
        if isinstance(event, events.Key):
            return event.key != _LEAVE and (bool(self._early) or event.key in _TO_PLACES)
        return bool(self._early) and isinstance(event, events.Paste | events.MouseEvent)

    async def _press_early(self) -> None:
        early, self._early = self._early, []
        for event in early:
            await super().on_event(event)

    # ---- going from screen to screen -----------------------------------------------------

    def _mode(self, name: str, args: Mapping[str, str]) -> str:
        """Return the mode of a place with these arguments; make it known if it is new."""
        mode = ":".join((name, *(value for value in args.values() if value)))
        if mode not in self._mode_of:
            self._mode_of[mode] = name
            self.add_mode(mode, lambda: make_screen(self.naho, name, args))
        return mode

    async def go(self, name: str, args: Mapping[str, str] | None = None) -> None:
        """Show a place.

        Args:
            name: as in :mod:`naho_feedback.tui.places`.
            args: what its screen takes; a wall without session shows the current one.
        """
        await self._opened.wait()  # a key may be pressed before the journal is open
        if self.failure is not None:
            return
        args = dict(args or {})
        if name == _OVER_EVERYTHING and args.get("survey_id"):
            await self.push_screen(make_screen(self.naho, name, args))
            return
        if name == "wall" and not args.get("session_id"):
            args = {"session_id": self.current_session()}
        while len(self.screen_stack) > 1:  # help, a form: they belong to the screen left behind
            self.pop_screen()
        await self.switch_mode(self._mode(name, args))

    def current_session(self) -> str:
        """Return the id of the session that is collected in now, or ``""``."""
        try:
            current = self.naho.capture.current_session()
        except NahoError as error:
            self.say_error(error)
            return ""
        return current.id if current else ""

    def say_error(self, error: NahoError) -> None:
        """Show what is wrong and what to do; typed text in it is harmless."""
        self.notify(shown(str(error)), severity="error", markup=False)

    @on(GoTo)
    async def _go_to(self, message: GoTo) -> None:
        message.stop()
        await self.go(message.screen, message.args)

    async def action_go(self, name: str) -> None:
        """Show the place of a key; not from a form, which would lose what was typed into it."""
        if not self.screen.is_modal:
            await self.go(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse everything under a screen that locks the app, and going where one is."""
        if self._is_locked:
            return False
        if action == "go" and parameters:
            return self._mode_of.get(self.current_mode) != parameters[0]
        return super().check_action(action, parameters)

    @property
    def _front(self) -> NahoScreen | None:
        screen = self.screen if self.screen_stack else None
        return screen if isinstance(screen, NahoScreen) else None

    @property
    def _is_locked(self) -> bool:
        """Whether the screen in front locks the app (the kiosk)."""
        return self._front is not None and self._front.locks_app

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, also to the terminal's clipboard; nothing at all at a kiosk."""
        if not self._is_locked:
            super().copy_to_clipboard(text)

    @on(ForgetCopied)
    def _forget_copied(self, message: ForgetCopied) -> None:
        message.stop()
        self._clipboard = ""

    # ---- staying up to date --------------------------------------------------------------

    def on_mount(self) -> None:
        """Begin to follow the journal, if it need not be waited for."""
        self._mode("dashboard", {})
        if self.naho.is_open or self._survey:  # a questionnaire wants to know its session
            self._follow()
        if self._signals:
            leave_on_signals(self.exit)
        if self._survey:
            args = {"survey_id": self._survey, "session_id": self.current_session()}
            self.post_message(GoTo(_OVER_EVERYTHING, args))

    def on_ready(self) -> None:
        """Do what may wait until the first frame stands: garbage (see ``run.py``), the house."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        if self._signals:
            keep_first_frame(self, str(self.naho.workspace.root))
        self.run_worker(self._begin_work(), group="begin", exit_on_error=False)

    async def _begin_work(self) -> None:
        """Open the journal, if it is not open yet, and do what waited for it.

        The first frame is there before, however many records there are.
        """
        if self._watch is None:
            outcome = await in_background(self._open, "open the journal")
            if outcome.error is not None:
                self.failure = outcome.error
                self._opened.set()
                self.exit(return_code=1)
                return
            self._follow()
            self.post_message(DataChanged(self.naho.store.version))
        self.keeper.start()
        if not self._survey:  # a kiosk's window says nothing to the people who answer
            await self._close_left_open()

    def _open(self) -> None:
        keep_log(self.naho.workspace)
        _ = self.naho.themes_file  # a broken one ends the app before anybody types a note
        self.naho.store.refresh()

    def _follow(self) -> None:
        self._watch = StoreWatch(self.naho.store, self._moved)
        self._watch.start()
        self._opened.set()
        self.call_next(self._press_early)

    async def _close_left_open(self) -> None:
        """Close the days of the house that nobody closed, and say which."""
        from naho_feedback.tui.screens.sessions_house import close_left_open

        def say(sentence: str) -> None:
            self.notify(shown(sentence), markup=False, timeout=15)

        await close_left_open(self.naho, say, self.say_error)

    def on_unmount(self) -> None:
        """Stop following it; after a failure the next start says what was left behind."""
        if self._watch is not None:
            self._watch.stop()
        if self.naho.is_open and not self.return_code:
            self.keeper.stop()

    def _moved(self, version: int) -> None:
        """Pass on that the store moved; called in the watching thread."""
        self.post_message(DataChanged(version))

    @on(DataChanged)
    def _tell_screens(self, message: DataChanged) -> None:
        if not self.screen_stack:
            return  # the app is leaving, and its last writes moved the store
        self.keeper.tell_damage()
        # Screens behind catch up when they are shown again.
        for screen in self.screen_stack:
            if isinstance(screen, NahoScreen):
                screen.post_message(DataChanged(message.version))

    # ---- language, look, commands --------------------------------------------------------

    async def use_language(self, language: str) -> None:
        """Speak another language from now on; what was typed on the screens stays.

        Raises:
            ValueError: if it is not one of ours.
        """
        i18n.set_language(language)
        for screen in self._shown_before():
            await screen.language_changed()

    @on(ProgrammeChanged)
    async def _use_programme(self, message: ProgrammeChanged) -> None:
        message.stop()
        for screen in self._shown_before():
            await screen.programme_changed()

    def _shown_before(self) -> list[NahoScreen]:
        """Return all our screens that exist, whichever place is in front."""
        stacks = list(self._screen_stacks.values())
        return [screen for stack in stacks for screen in stack if isinstance(screen, NahoScreen)]

    def action_command_palette(self) -> None:
        """Find a command."""
        from textual.command import CommandPalette

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?")))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the palette's commands."""
        from naho_feedback.tui.commands import commands

        return commands(self, screen)

    # ---- nets ----------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of everything painted, the net against escapes first."""
        return [self._net, *super().get_line_filters()]
