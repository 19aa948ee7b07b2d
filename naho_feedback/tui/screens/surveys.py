"""Questionnaires: which one shall visitors answer?"""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen


class SurveyList(OptionList):
    """The questionnaires; Enter starts the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", N_("Start")),
        Binding("down", "cursor_down", N_("Choose"), key_display="↑↓"),
    ]


def _surveys(naho: Naho) -> tuple[list[Survey], tuple[str, ...], str]:
    """Return questionnaires, what is wrong with broken ones, and the open session's id."""
    surveys = list(naho.kiosk.surveys.values())
    session = naho.capture.current_session()
    return surveys, tuple(map(str, naho.survey_errors)), session.id if session else ""


class SurveysScreen(NahoScreen):
    """A list of questionnaires; starting one locks the app until a facilitator returns."""

    CSS_PATH = "surveys.tcss"

    _list = query_one("#surveys", SurveyList)
    _problems = query_one("#problems", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._session = ""

    def body(self) -> ComposeResult:
        """Yield the list and what is wrong with files."""
        yield Static(Content(_("Choose a questionnaire, then hand the laptop over.")), id="intro")
        yield SurveyList(id="surveys")
        yield Static(id="problems", classes="problem")

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Questionnaires")

    def help(self) -> Help:
        """Say what starting does."""
        return Help(
            _("Which questionnaire shall visitors answer?"),
            (
                _(
                    "Enter starts it full screen, one question a page; the app's keys are "
                    "locked until a facilitator leaves it."
                ),
                _("Answers belong to the session that is open, if there is one."),
            ),
        )

    def on_mount(self) -> None:
        """Be ready for the arrows."""
        self._list.focus()

    def refresh_data(self) -> None:
        """Fetch the questionnaires."""
        self.work(partial(_surveys, self.naho), self._show, group="surveys")

    def _show(self, found: tuple[list[Survey], tuple[str, ...], str]) -> None:
        surveys, wrong, self._session = found
        before = self._list.highlighted or 0
        self._list.set_options(Option(_described(survey), id=survey.id) for survey in surveys)
        if surveys:
            self._list.highlighted = min(before, len(surveys) - 1)
        self._problems.update(Content("\n".join(f"! {one_line(text)}" for text in wrong)))
        self._problems.display = bool(wrong)

    @on(OptionList.OptionSelected)
    def _start(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        args = {"survey_id": message.option_id or "", "session_id": self._session}
        self.post_message(GoTo("kiosk", args))


def _described(survey: Survey) -> Content:
    n = len(survey.questions)
    count = ngettext("{n} question", "{n} questions", n).format(n=n)
    return Content.assemble(
        (one_line(str(survey.title)), "bold"), "\n", (f"{survey.id} · {count}", "$quiet")
    )
