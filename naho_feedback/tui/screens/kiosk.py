"""Questionnaire: one person after another answers alone; nothing else of the app can be reached."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, RefusedError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.looks_like import enter_again
from naho_feedback.tui.screens.base import NahoScreen
from naho_feedback.tui.widgets.choice_cards import ChoiceCards
from naho_feedback.tui.widgets.kiosk_filling import Filling
from naho_feedback.tui.widgets.kiosk_pages import (
    KioskLabel,
    QuestionPage,
    StartPage,
    ThanksPage,
    forward_words,
    title_of,
)

THANKS_SECONDS: Final = 8.0
"""How long the last page waits for the next person before it makes room by itself."""

_LEAVING_SECONDS: Final = 5.0
_OTHER: Final = {"fr": ("en", "English"), "en": ("fr", "Français")}


class KioskScreen(NahoScreen, inherit_bindings=False):
    """A questionnaire, full screen, again and again.

    Keys are an allow-list: this screen's and its fields'. Everything of the app (palette,
    function keys, quitting) is kept out twice: :attr:`locks_app` makes the app refuse its
    actions, and :meth:`check_consume_key` hides its bindings. ctrl+x twice leaves.

    Args:
        naho: the workspace's services.
        survey_id: which questionnaire.
        session_id: the session that the answers belong to, or ``""``.
        thanks_seconds: how long the last page stays.
    """

    CSS_PATH = "kiosk.tcss"
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False
    AUTO_FOCUS = ""
    locks_app = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "other_language", N_("Other language"), show=False, priority=True),
        Binding("ctrl+x", "leave_kiosk", N_("Leave"), show=False, priority=True),
        Binding("enter", "forward", N_("Go on"), show=False),
        Binding("escape", "back", N_("Back"), show=False),
        Binding("left,backspace", "back", N_("Back"), show=False),
    ]

    middle: getters.query_one[Vertical] = getters.query_one("#kiosk-middle", Vertical)

    def __init__(
        self,
        naho: Naho,
        survey_id: str,
        session_id: str = "",
        *,
        thanks_seconds: float = THANKS_SECONDS,
    ) -> None:
        super().__init__(naho)
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]
        self._survey_id = survey_id
        self._session_id = session_id
        self._thanks_seconds = thanks_seconds
        self._survey = naho.kiosk.surveys.get(survey_id)
        self._home = i18n.language()
        self._filling: Filling | None = None
        self._page: Widget | None = None
        self._receipt = ""
        self._sending = False
        self._turning = asyncio.Lock()
        self._leaving: Timer | None = None
        self._thanks: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page and what stands around it."""
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
        """Show the first page."""
        self.set_class(self.naho.settings.demo, "-demo")
        await self._restart()

    def on_unmount(self) -> None:
        """Give the app its language back, however this screen went away."""
        i18n.set_language(self._home)

    def screen_title(self) -> str:
        """Return the questionnaire's title."""
        return title_of(self._survey) if self._survey else self._survey_id

    async def language_changed(self) -> None:
        """Say everything again."""
        await self._show()

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Take every key, so that no binding of the app is reached."""
        return True

    # ---- pages ---------------------------------------------------------------------------

    async def _restart(self) -> None:
        """Make room for the next person: nothing of the one before is left."""
        if self._thanks:
            self._thanks.stop()
            self._thanks = None
        i18n.set_language(self._home)
        self._filling = None
        self._receipt = ""
        self._sending = False
        await self._turn_to(StartPage(self._survey) if self._survey else _missing(self._survey_id))

    async def _show(self) -> None:
        """Show the page where the person is, in the current language."""
        if self._filling is None:
            await self._restart_page()
            return
        filling = self._filling
        question = filling.question
        await self._turn_to(
            QuestionPage(
                question,
                filling.number + 1,
                len(filling.survey.questions),
                filling.before,
                heading=filling.heading,
            )
        )

    async def _restart_page(self) -> None:
        if isinstance(self._page, ThanksPage):
            await self._turn_to(ThanksPage(self._receipt))
        elif self._survey:
            await self._turn_to(StartPage(self._survey))

    async def _turn_to(self, page: Widget) -> None:
        async with self._turning:  # keys and messages may ask for two pages at a time
            self._stop_leaving()
            self.set_focus(None)
            self._page = page
            await self.middle.remove_children()
            await self.middle.mount(page)
            self._say_around()
            if isinstance(page, QuestionPage):
                page.begin()

    def _say_around(self) -> None:
        """Say what stands above and below the page."""
        name = self.screen_title() if self._filling else one_line(str(self.naho.programme.title))
        self._put("kiosk-name", name)
        self._put("kiosk-demo", " " + _("DEMONSTRATION") + " ")
        promise = _("Confidential answers. Nothing is shown for fewer than {k} people.")
        self._put("kiosk-promise", promise.format(k=self.naho.thresholds.k_score))
        self._put("kiosk-back", "← " + _("Back") if self._filling else "")
        self._say_forward()
        self._put("kiosk-language", f"{_OTHER[i18n.language()][1]}  F2")
        self._say_wrong("")

    @on(QuestionPage.Touched)
    def _say_forward(self) -> None:
        """Say what Enter does now."""
        forward = ""
        if isinstance(self._page, QuestionPage) and self._filling:
            answered = self._page.value not in {None, ""}
            forward = forward_words(self._page.question, answered=answered)
        self._put("kiosk-forward", forward)

    def _put(self, id_: str, text: str) -> None:
        self.query_one(f"#{id_}", Static).update(Content(text))

    def _say_wrong(self, text: str) -> None:
        self._put("kiosk-said", one_line(text))

    # ---- answers -------------------------------------------------------------------------

    @on(QuestionPage.Answered)
    async def _answered(self, message: QuestionPage.Answered) -> None:
        message.stop()
        filling = self._filling
        # A key pressed twice may answer the question just left: it is not this one's answer.
        if filling is None or self._sending or message.question != filling.question.id:
            return
        try:
            if self._asks_again(filling, message.value):
                return
            filling.answer(message.value)
        except RefusedError as error:
            self._say_wrong(f"{error.message} {error.hint}".strip())
            return
        if filling.forward():
            await self._show()
        else:
            self._send(filling)

    def _asks_again(self, filling: Filling, value: Answer | None) -> bool:
        """Whether these words want a second Enter, which is asked for here; once for each text.

        Raises:
            RefusedError: if the answer is refused anyway.
        """
        given = (filling.question.id, value)
        kinds = self.naho.kiosk.check(filling.question, value)
        if not kinds or given == filling.asked_again:
            return False
        filling.asked_again = given
        self._say_wrong(enter_again(kinds))
        return True

    def _send(self, filling: Filling) -> None:
        self._sending = True
        if not filling.answers:
            self._thank("")
            return
        submit = partial(
            self.naho.kiosk.submit,
            filling.survey,
            dict(filling.answers),
            session=self._session_id,
        )
        self.write(submit, self._kept, group="answers", failed=self._not_kept)

    def _kept(self, response: Response) -> None:
        self._thank(response.receipt)

    def _not_kept(self, error: NahoError) -> None:
        self._sending = False  # the answers are still here: Enter tries again
        self._say_wrong(f"{error.message} {error.hint}".strip())

    def _thank(self, receipt: str) -> None:
        self._receipt = receipt
        self._filling = None
        self.call_next(self._turn_to, ThanksPage(receipt))
        self._thanks = self.set_timer(self._thanks_seconds, self._restart)

    # ---- keys ----------------------------------------------------------------------------

    @on(KioskLabel.Pressed)
    async def _pressed(self, message: KioskLabel.Pressed) -> None:
        message.stop()
        match message.key:
            case "escape":
                await self.action_back()
            case "f2":
                await self.action_other_language()
            case _:
                await self.action_forward()

    @on(ChoiceCards.BackAsked)
    async def _back_asked(self, message: ChoiceCards.BackAsked) -> None:
        message.stop()
        await self.action_back()

    async def action_forward(self) -> None:
        """Begin; go on; make room for the next person."""
        page = self._page
        if isinstance(page, ThanksPage):
            await self._restart()
        elif isinstance(page, QuestionPage):
            page.post_message(QuestionPage.Answered(page, page.question.id, page.value))
        elif self._survey and self._survey.questions:
            self._filling = Filling(self._survey)
            await self._show()

    async def action_back(self) -> None:
        """Go to the question before, or to the start; what was answered and typed stays."""
        if self._filling is None or self._sending:
            return
        self._remember()
        if self._filling.back():
            await self._show()

    async def action_other_language(self) -> None:
        """Go on in the other language; what was answered and typed stays."""
        if self._sending and self._filling is not None:
            return  # the answers on their way say in which language they were given
        self._remember()
        i18n.set_language(_OTHER[i18n.language()][0])
        await self._show()

    def _remember(self) -> None:
        page, filling = self._page, self._filling
        # While a page turns, the page in front is still the one of the question before.
        if isinstance(page, QuestionPage) and filling and page.question is filling.question:
            filling.leave(page.value)

    async def action_leave_kiosk(self) -> None:
        """Leave at the second press; the first one only says so."""
        if self._leaving is None:
            self._say_wrong(_("For the team: ctrl+x once more leaves the questionnaire."))
            self._leaving = self.set_timer(_LEAVING_SECONDS, self._forget_leaving)
            return
        spoken = i18n.set_language(self._home)
        behind = [s for s in self.app.screen_stack if isinstance(s, NahoScreen) and s is not self]
        if spoken != self._home:
            for screen in behind:  # they may have caught up with the journal in the other one
                await screen.language_changed()
        self.dismiss()

    def _stop_leaving(self) -> None:
        if self._leaving is not None:
            self._leaving.stop()
            self._leaving = None

    def _forget_leaving(self) -> None:
        self._leaving = None
        self._say_wrong("")


def _missing(survey_id: str) -> Static:
    said = _("There is no questionnaire {name}.").format(name=one_line(survey_id))
    return Static(Content(said), classes="kiosk-page kiosk-title")
