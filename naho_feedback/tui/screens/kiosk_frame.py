"""What surrounds a kiosk's pages, and what is kept out of them."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.kiosk_patience import Haste, IdleWatch
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.widgets.kiosk_doors import ChooserPage, PinPage
from naho_feedback.tui.widgets.kiosk_pages import KioskLabel, QuestionPage

_LOOK_EVERY: Final = 0.5
_LANGUAGE: Final = "f2"
_ACTIONS: Final = frozenset({"other_language", "leave_kiosk", "forward", "back"})


class KioskFrame(NahoScreen, inherit_bindings=False):
    """One page at a time in the middle, one line of help around it, and nothing else.

    Keys are an allow-list: this screen's and its fields'. Everything of the app (palette,
    function keys, quitting) is kept out three times: :attr:`locks_app` makes the app refuse its
    actions, :meth:`check_consume_key` hides its bindings, and :meth:`check_action` lets nothing
    through but what a questionnaire needs. What was typed before a page was there for the next
    person is dropped (:meth:`takes`).

    Args:
        naho: the workspace's services.
        idle: how long nobody has pressed anything.
        haste: what was pressed for the page before.
    """

    CSS_PATH = "kiosk.tcss"
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""
    locks_app = True
    actions: ClassVar[frozenset[str]] = _ACTIONS
    """The only actions of the screen that any key or click may ask for."""

    middle: getters.query_one[Vertical] = getters.query_one("#kiosk-middle", Vertical)
    _still_there: getters.query_one[Static] = getters.query_one("#kiosk-idle", Static)

    def __init__(self, naho: Naho, idle: IdleWatch, haste: Haste) -> None:
        super().__init__(naho)
        self._haste = haste
        self.VERTICAL_BREAKPOINTS = [(0, "-tiny"), (20, "-low"), (34, "-tall")]
        self.idle = idle
        self._home = i18n.language()
        self._page: Widget | None = None
        self._since = 0.0
        self._turning = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Lay out the page and what stands around it."""
        yield Static(id="kiosk-idle")
        with Horizontal(id="kiosk-top"):
            yield Static(id="kiosk-name")
            yield Static(id="kiosk-demo")
        yield Vertical(id="kiosk-middle")
        yield Static(id="kiosk-said")
        yield Static(id="kiosk-promise")
        with Horizontal(id="kiosk-bar"):
            yield KioskLabel("escape", id="kiosk-back")
            yield KioskLabel("enter", id="kiosk-forward")
            yield KioskLabel("f2", id="kiosk-language")

    async def on_mount(self) -> None:
        """Begin to look at the clock."""
        self.set_class(self.naho.settings.demo, "-demo")
        self.set_interval(_LOOK_EVERY, self._look_at_clock)

    def on_unmount(self) -> None:
        """Give the app its language back, however this screen went away."""
        i18n.set_language(self._home)

    # ---- what is kept out ----------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Take every key, so that no binding of the app is reached."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse whatever is not on the list."""
        return action in self.actions and super().check_action(action, parameters)

    def takes(self, event: events.InputEvent, /) -> bool:
        """Whether what was pressed is for the page in front; it says that somebody is there."""
        taken = event.time >= self._since and not self._is_left_over(event)
        # A table that shakes is nobody, and neither is a book on the keyboard.
        if taken and not isinstance(event, events.MouseMove):
            self.idle.touched()
            self._say_still_there(0)
        return taken

    def _is_left_over(self, event: events.InputEvent) -> bool:
        """Whether a press was meant for the page before: a key held down, a second click."""
        match event:
            case events.Key() if event.key != _LANGUAGE:  # which answers nothing
                return self._haste.is_still_held(event.key, event.time)
            case events.MouseDown() | events.MouseUp():
                return self._haste.is_second_click(event.time)
        return False

    async def on_event(self, event: events.Event) -> None:
        """Drop what was pressed before and waited in this screen's own queue."""
        if not isinstance(event, events.InputEvent) or event.time >= self._since:
            await super().on_event(event)

    def forget_what_was_pressed(self) -> None:
        """Take only what is pressed from now on."""
        self._since = Message().time

    # ---- nobody there --------------------------------------------------------------------

    @property
    def may_be_left_alone(self) -> bool:
        """Whether nothing has to be cleared away for the next person."""
        return True

    async def make_room(self) -> None:
        """Clear everything away for the next person."""

    async def _look_at_clock(self) -> None:
        if self.may_be_left_alone:
            self.idle.touched()
        if self.idle.is_over:
            self.idle.touched()
            await self.make_room()
        self._say_still_there(self.idle.countdown)

    def _say_still_there(self, seconds: int) -> None:
        shown = self._still_there
        shown.display = bool(seconds)
        if seconds:
            said = _("Still there? Press a key or touch the screen.")
            more = _("For the next person, this page begins anew in {n} s.").format(n=seconds)
            shown.update(Content(f"{said}\n{more}"))

    # ---- pages ---------------------------------------------------------------------------

    async def turn_to(self, page: Widget) -> None:
        """Show a page."""
        async with self._turning:  # keys and messages may ask for two pages at a time
            self.page_leaves()
            self.set_focus(None)
            self._page = page
            await self.replace_in(self.middle, page)
            self.say_around()
            self._haste.page_turned(Message().time)
            if isinstance(page, QuestionPage | ChooserPage | PinPage):
                page.begin()

    @on(QuestionPage.Touched)
    def _keep_in_sight(self) -> None:
        """Scroll to the answer under the cursor, where there are more than the window holds."""
        for card in self.query(".-cursor"):
            card.scroll_visible(animate=False)

    def page_leaves(self) -> None:
        """Forget what was about the page in front."""

    def say_around(self) -> None:
        """Say what stands above and below the page."""

    def put(self, id_: str, text: str) -> None:
        """Show harmless words around the page; none take no room."""
        label = self.query_one(f"#{id_}", Static)
        label.update(Content(text))
        label.set_class(not text, "-empty")

    def say_wrong(self, text: str) -> None:
        """Say what is wrong and what to do; ``""`` for nothing."""
        self.put("kiosk-said", one_line(text))
