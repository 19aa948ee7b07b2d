"""Questionnaire: one person after another answers alone; nothing else of the app can be reached."""

from __future__ import annotations

import logging
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.domain.responses import Answer, Response
from naho_feedback.domain.surveys import WORDS, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, RefusedError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.looks_like import enter_again
from naho_feedback.tui.background import in_background
from naho_feedback.tui.kiosk_patience import Haste, IdleWatch
from naho_feedback.tui.messages import ForgetCopied
from naho_feedback.tui.screens.kiosk_leaving import KioskLeaving
from naho_feedback.tui.widgets.choice_cards import ChoiceCards, choices_of
from naho_feedback.tui.widgets.kiosk_doors import ChooserPage, PinPage
from naho_feedback.tui.widgets.kiosk_filling import Filling
from naho_feedback.tui.widgets.kiosk_pages import (
    KioskLabel,
    QuestionPage,
    StartPage,
    ThanksPage,
    forward_words,
    title_of,
)

logger = logging.getLogger(__name__)

THANKS_SECONDS: Final = 8.0
"""How long the last page waits for the next person before it makes room by itself."""

_OTHER: Final = {"fr": ("en", "English"), "en": ("fr", "Français")}


class KioskScreen(KioskLeaving):
    """Questionnaires, full screen, again and again.

    Each answer is kept before the next question is shown (:meth:`Kiosk.keep`), so that whatever
    happens, what somebody answered is there.

    Args:
        naho: the workspace's services.
        survey_id: which questionnaire; several are joined by commas, and each person chooses.
        session_id: the session that the answers belong to, or ``""``.
        thanks_seconds: how long the last page stays.
        idle: how long nobody has pressed anything; as ``naho.toml`` says where it is None.
        haste: what was pressed for the page before; the usual patience where it is None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "other_language", N_("Other language"), show=False, priority=True),
        Binding("enter", "forward", N_("Go on"), show=False),
        Binding("escape", "back", N_("Back"), show=False),
        Binding("left,backspace", "back", N_("Back"), show=False),
    ]

    def __init__(
        self,
        naho: Naho,
        survey_id: str,
        session_id: str = "",
        *,
        thanks_seconds: float = THANKS_SECONDS,
        idle: IdleWatch | None = None,
        haste: Haste | None = None,
    ) -> None:
        super().__init__(naho, idle or IdleWatch(naho.settings.kiosk.idle), haste or Haste())
        self._survey_id = survey_id
        self._session_id = session_id
        known = naho.kiosk.surveys
        self._surveys = tuple(known[id_] for id_ in survey_id.split(",") if id_ in known)
        self._filling: Filling | None = None
        self._begun = ""
        self._kept: dict[str, Answer] = {}
        self._receipt = ""
        self._sending = False
        self._thanks: Timer | None = None
        self._thanks_watch = IdleWatch(0, thanks_seconds)
        self._thanks_seconds = thanks_seconds

    async def on_mount(self) -> None:
        """Show the first page; what an earlier run left unfinished is settled."""
        self._leave_behind("")
        await self._restart()

    def screen_title(self) -> str:
        """Return the questionnaire's title."""
        surveys = [self._filling.survey] if self._filling else self._surveys
        return title_of(surveys[0]) if len(surveys) == 1 else one_line(self._survey_id)

    async def language_changed(self) -> None:
        """Say everything again."""
        await self._show()

    # ---- pages ---------------------------------------------------------------------------

    async def _restart(self, *, language: str = "") -> None:
        """Make room for the next person: nothing of the one before is left.

        Args:
            language: what is spoken from here on; ``""`` for the app's own.
        """
        self._stop_thanks()
        i18n.set_language(language or self._home)
        self._filling = None
        self._begun = ""
        self._kept = {}
        self._receipt = ""
        self._sending = False
        self.post_message(ForgetCopied())
        await self.turn_to(self._first_page())
        self.forget_what_was_pressed()

    def _first_page(self) -> Widget:
        if not self._surveys:
            return _missing(self._survey_id)
        if len(self._surveys) > 1:
            return ChooserPage(self._surveys)
        return StartPage(self._surveys[0])

    async def _show(self) -> None:
        """Show the page where the person is, in the current language."""
        if isinstance(self._page, PinPage):
            await self.turn_to(PinPage())
        else:
            await self._show_person()

    async def _show_person(self) -> None:
        filling = self._filling
        if filling is not None:
            await self.turn_to(
                QuestionPage(
                    filling.question,
                    filling.number + 1,
                    len(filling.survey.questions),
                    filling.before,
                    heading=filling.heading,
                )
            )
        elif isinstance(self._page, ThanksPage):
            await self.turn_to(ThanksPage(self._receipt))
        else:
            await self.turn_to(self._first_page())

    async def _begin(self, survey: Survey) -> None:
        if survey.questions:
            self._filling = Filling(survey)
            await self._show_person()

    def say_around(self) -> None:
        """Say what stands above and below the page."""
        name = self.screen_title() if self._filling else one_line(str(self.naho.programme.title))
        self.put("kiosk-name", name)
        self.put("kiosk-demo", " " + _("DEMONSTRATION") + " ")
        self._say_promise()
        goes_back = self._filling is not None or isinstance(self._page, PinPage)
        self.put("kiosk-back", "← " + _("Back") if goes_back else "")
        self._say_forward()
        self.put("kiosk-language", f"{_OTHER[i18n.language()][1]}  F2")
        self.say_wrong("")

    def _say_promise(self) -> None:
        promise = _("Confidential answers. Nothing is shown for fewer than {k} people.")
        lines = [promise.format(k=self.naho.thresholds.k_score)]
        question = self._page.question if isinstance(self._page, QuestionPage) else None
        chooses = question is not None and bool(choices_of(question))
        if chooses or isinstance(self._page, ChooserPage):
            lines.insert(0, _("Press the digit, or touch your answer."))
        elif self._session_id and question and question.kind in WORDS:
            lines.append(_("Your words hang on the wall that the team reads, without your name."))
        self.put("kiosk-promise", "\n".join(lines))

    @on(QuestionPage.Touched)
    def _say_forward(self) -> None:
        """Say what Enter does now."""
        forward = ""
        if isinstance(self._page, QuestionPage) and self._filling:
            answered = self._page.value not in {None, ""}
            forward = forward_words(self._page.question, answered=answered)
            if answered and self._filling.is_last:
                forward = _("Finish") + " ↵"
        self.put("kiosk-forward", forward)

    # ---- answers -------------------------------------------------------------------------

    @on(ChoiceCards.Chosen)
    async def _survey_chosen(self, message: ChoiceCards.Chosen) -> None:
        message.stop()
        survey = next((s for s in self._surveys if s.id == message.value), None)
        if survey is not None and isinstance(self._page, ChooserPage):
            await self._begin(survey)

    @on(QuestionPage.Answered)
    async def _answered(self, message: QuestionPage.Answered) -> None:
        message.stop()
        filling = self._filling
        # A key pressed twice may answer the question just left: it is not this one's answer.
        if filling is None or self._sending or message.question != filling.question.id:
            return
        if not (message.sure or self.naho.settings.kiosk.auto_advance):
            return  # it stands under the cursor, and Enter goes on
        try:
            if self._asks_again(filling, message.value):
                return
            filling.answer(message.value)
        except RefusedError as error:
            self.say_wrong(f"{error.message} {error.hint}".strip())
            return
        if filling.is_last:
            self._send(filling)
        elif filling.answers == self._kept:
            filling.forward()
            await self._show_person()
        else:
            self._keep(filling)

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
        self.say_wrong(enter_again(kinds))
        return True

    def _keep(self, filling: Filling) -> None:
        """Keep what is answered so far; the next question comes when it is durable."""
        self._sending = True
        answers = dict(filling.answers)
        keep = partial(
            self.naho.kiosk.keep,
            filling.survey,
            answers,
            begun=self._begun,
            session=self._session_id,
        )
        then = partial(self._went_on, filling, answers)
        self.write(keep, then, group="answers", failed=self._not_kept)

    def _went_on(self, filling: Filling, answers: dict[str, Answer], begun: str) -> None:
        self._sending = False
        self._begun, self._kept = begun, answers
        filling.forward()
        self.call_next(self._show)

    def _send(self, filling: Filling) -> None:
        """Keep the whole; without a single answer there is nothing to be kept."""
        self._sending = True
        if not filling.answers:
            back = partial(self.naho.kiosk.take_back, self._begun)
            self.write(back, lambda _none: self._thank(""), group="answers", failed=self._not_kept)
            return
        submit = partial(
            self.naho.kiosk.submit,
            filling.survey,
            dict(filling.answers),
            begun=self._begun,
            session=self._session_id,
        )
        self.write(submit, self._submitted, group="answers", failed=self._not_kept)

    def _submitted(self, response: Response) -> None:
        self._thank(response.receipt)

    def _not_kept(self, error: NahoError) -> None:
        self._sending = False  # the answers are still here: Enter tries again
        self.say_wrong(f"{error.message} {error.hint}".strip())

    def _thank(self, receipt: str) -> None:
        self._receipt = receipt
        self._begun = ""
        self._filling = None
        self.call_next(self._show_thanks, receipt)
        self._thanks_watch.touched()
        self._thanks = self.set_timer(self._thanks_seconds, self._restart)

    async def _show_thanks(self, receipt: str) -> None:
        await self.turn_to(ThanksPage(receipt))
        self.forget_what_was_pressed()  # an Enter too many must not turn this page

    def _stop_thanks(self) -> None:
        if self._thanks:
            self._thanks.stop()
            self._thanks = None

    # ---- going away ----------------------------------------------------------------------

    @property
    def may_be_left_alone(self) -> bool:
        """Whether nothing has to be cleared away; what is on its way is waited for."""
        if self._thanks is not None and (seconds := self._thanks_watch.countdown):
            self.put("kiosk-promise", _("For the next person in {n} s.").format(n=seconds))
        is_first = isinstance(self._page, StartPage | ChooserPage)
        here = is_first and i18n.language() == self._home
        return here or self._sending or isinstance(self._page, ThanksPage)

    async def make_room(self) -> None:
        """Keep what nobody finished as such, and begin anew."""
        self._leave_behind(self._begun)
        await self._restart()

    def _leave_behind(self, begun: str) -> None:
        leave = partial(self.naho.kiosk.leave, begun)
        self.write(leave, lambda _none: None, group="leaving", failed=_not_left)

    async def before_pin(self) -> None:
        """Remember what stands on the page; thanks were said long enough."""
        self._remember()
        self._stop_thanks()

    async def back_from_pin(self) -> None:
        """Go on where somebody was."""
        await self._show_person()

    async def before_leaving(self) -> None:
        """Keep what nobody finished as such."""
        if self._begun:
            outcome = await in_background(partial(self.naho.kiosk.leave, self._begun), "leave")
            if isinstance(outcome.error, NahoError):
                _not_left(outcome.error)

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
        match self._page:
            case ThanksPage():
                await self._restart()
            case QuestionPage() as page:
                page.post_message(QuestionPage.Answered(page, page.question.id, page.value))
            case PinPage() as page:
                page.give()
            case StartPage():
                await self._begin(self._surveys[0])

    async def action_back(self) -> None:
        """Go to the question before, or to the start; what was answered and typed stays."""
        if isinstance(self._page, PinPage):
            await self.back_from_pin()
            return
        if self._filling is None or self._sending:
            return
        self._remember()
        if self._filling.back():
            await self._show_person()
        elif len(self._surveys) > 1:
            self._leave_behind(self._begun)
            await self._restart(language=i18n.language())

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


def _missing(survey_id: str) -> Static:
    said = _("There is no questionnaire {name}.").format(name=one_line(survey_id))
    return Static(Content(said), classes="kiosk-page kiosk-title")


def _not_left(error: NahoError) -> None:
    """Log it: the next person must not read it, and the next start tries again."""
    logger.warning("an unfinished answer was not settled: %s", type(error).__name__)
