"""A questionnaire as visitors will see it, while its file is being written; nothing is kept."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path, PurePath
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import one_line
from naho_feedback.errors import NahoError, RefusedError
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen
from naho_feedback.tui.widgets.choice_cards import ChoiceCards
from naho_feedback.tui.widgets.kiosk_filling import Filling
from naho_feedback.tui.widgets.kiosk_pages import QuestionPage, title_of
from naho_feedback.tui.words import line
from naho_feedback.workspace.surveys import bundled_surveys, read_survey, survey_files

EVERY_SECONDS: Final = 0.3
"""How often the file is looked at."""


class PreviewScreen(NahoScreen):
    """One questionnaire, question by question; what is saved in its file is shown at once.

    Args:
        naho: the workspace's services.
        survey_id: which questionnaire.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["kiosk.tcss", "survey_preview.tcss"]
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "turn(1)", N_("Next question"), priority=True),
        Binding("pageup", "turn(-1)", N_("Question before"), priority=True),
        Binding("escape", "leave", N_("Back"), priority=True),
    ]

    middle: getters.query_one[Vertical] = getters.query_one("#kiosk-middle", Vertical)

    def __init__(self, naho: Naho, survey_id: str) -> None:
        super().__init__(naho)
        self._survey_id = survey_id
        self._file: Path | None = None
        self._seen: tuple[int, int] = (0, 0)
        self._filling: Filling | None = None
        self._turning = asyncio.Lock()

    def body(self) -> ComposeResult:
        """Yield what this is, the page, and what is wrong with the file."""
        yield Static(id="preview-about")
        yield Vertical(id="kiosk-middle")
        yield Static(id="preview-fault", classes="problem")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Preview")

    def help(self) -> Help:
        """Say what this is good for."""
        return Help(
            _("How will visitors see this questionnaire?"),
            (
                _("Nothing that is answered here is kept."),
                _(
                    "Save the file in your editor: this page changes at once. A mistake is "
                    "said with its line, and the page before stays."
                ),
                _("PgDn and PgUp go to any question; Enter goes on as for a visitor."),
            ),
        )

    def on_mount(self) -> None:
        """Show the questionnaire, and begin to look at its file."""
        folders = (self.naho.workspace.surveys_dir, bundled_surveys())
        self._file = survey_files(*folders).get(self._survey_id)
        self._look()
        self.set_interval(EVERY_SECONDS, self._look)

    def _look(self) -> None:
        """Read the file if it is another one than before."""
        if self._file is None:
            return
        try:
            there = self._file.stat()
        except OSError:
            return  # editors write a new file and then rename it
        seen = (there.st_mtime_ns, there.st_size)
        if seen != self._seen:
            self._seen = seen
            read = partial(read_survey, self._file, self.naho.settings.words)
            self.work(read, self._read, group="preview", failed=self._not_read)

    def _read(self, survey: Survey) -> None:
        self.query_one("#preview-fault", Static).update(Content(""))
        before, self._filling = self._filling, Filling(survey)
        if before is not None:
            self._filling.take_up(before)
        self.call_next(self._show)

    def _not_read(self, error: NahoError) -> None:
        said = f"{error.message}\n{error.hint}".strip()
        self.query_one("#preview-fault", Static).update(
            Content("\n").join(line(f"! {part}") for part in said.splitlines())
        )

    async def _show(self) -> None:
        filling = self._filling
        if filling is None:
            return
        about = _("{title} · version {n} · nothing is kept · {file}").format(
            title=one_line(title_of(filling.survey)),
            n=filling.survey.version,
            file=one_line(self._file.name if self._file else ""),
        )
        self.query_one("#preview-about", Static).update(Content(about))
        page = QuestionPage(
            filling.question,
            filling.number + 1,
            len(filling.survey.questions),
            filling.before,
            heading=filling.heading,
        )
        async with self._turning:  # a key and a saved file may ask for two pages at a time
            await self.replace_in(self.middle, page)
            page.begin()

    async def language_changed(self) -> None:
        """Say everything in the other language, on the same page."""
        self._remember()
        await super().language_changed()
        await self._show()

    # ---- going on ------------------------------------------------------------------------

    @on(QuestionPage.Answered)
    async def _answered(self, message: QuestionPage.Answered) -> None:
        message.stop()
        filling = self._filling
        if filling is None or message.question != filling.question.id:
            return
        try:
            filling.answer(message.value)
        except RefusedError as error:
            self.say_error(error)
            return
        if not filling.forward():
            self.say(_("That was the last question; it begins again."))
            self._filling = Filling(filling.survey)
        await self._show()

    async def action_turn(self, step: int) -> None:
        """Go to the question before or after, asked or not."""
        filling = self._filling
        if filling is not None:
            self._remember()
            filling.number = (filling.number + step) % len(filling.survey.questions)
            await self._show()

    @on(ChoiceCards.BackAsked)
    async def _back_asked(self, message: ChoiceCards.BackAsked) -> None:
        message.stop()
        await self.action_turn(-1)

    def _remember(self) -> None:
        filling = self._filling
        for page in self.query(QuestionPage):
            if filling is not None and page.question is filling.question:
                filling.leave(page.value)

    async def action_leave(self) -> None:
        """Go back to the questionnaires."""
        self.post_message(GoTo("kiosk"))
