"""Questionnaires: which one shall visitors answer?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.bursts import bursts
from naho_feedback.domain.responses import Response
from naho_feedback.domain.surveys import Survey
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.clock import local_time
from naho_feedback.services.wording import long_day
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help, NahoScreen

_LAST_BURSTS: Final = 3


class SurveyList(OptionList):
    """The questionnaires; Enter starts the one under the cursor, or those that are ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", N_("Start")),
        Binding("space", "tick", N_("Several: tick")),
        Binding("v", "preview", N_("Preview")),
        Binding("down", "cursor_down", N_("Choose"), key_display="↑↓"),
    ]

    @dataclass
    class Ticked(Message):
        """Somebody wants this questionnaire beside others, or no more."""

        list: SurveyList
        survey: str

        @property
        def control(self) -> SurveyList:
            """The list."""
            return self.list

    @dataclass
    class PreviewAsked(Message):
        """Somebody wants to look at this questionnaire while writing it."""

        list: SurveyList
        survey: str

        @property
        def control(self) -> SurveyList:
            """The list."""
            return self.list

    def action_preview(self) -> None:
        """Show the questionnaire under the cursor without keeping anything."""
        if self.highlighted is not None:
            survey = self.get_option_at_index(self.highlighted).id or ""
            self.post_message(self.PreviewAsked(self, survey))

    def action_tick(self) -> None:
        """Tick the questionnaire under the cursor, or take its tick away."""
        if self.highlighted is not None:
            survey = self.get_option_at_index(self.highlighted).id or ""
            self.post_message(self.Ticked(self, survey))


@dataclass(frozen=True)
class _Found:
    """What the list shows.

    Attributes:
        surveys: the questionnaires.
        wrong: what is wrong with broken ones, and with what came in.
        session: the open session's id, or ``""``.
    """

    surveys: tuple[Survey, ...]
    wrong: tuple[str, ...]
    session: str


def _surveys(naho: Naho) -> _Found:
    session = naho.capture.current_session()
    wrong = [str(error) for error in naho.survey_errors]
    # Without a number: this screen may hang on a wall, where people are counted in batches.
    wrong += [
        _("{when}: answers came faster than people answer. See: naho kiosk log").format(
            when=f"{long_day(local_time(burst.first).date())} {local_time(burst.first):%H:%M}"
        )
        for burst in bursts(naho.store.all(Response))[-_LAST_BURSTS:]
    ]
    return _Found(tuple(naho.kiosk.surveys.values()), tuple(wrong), session.id if session else "")


class SurveysScreen(NahoScreen):
    """A list of questionnaires; starting one locks the app until a facilitator returns."""

    CSS_PATH = "surveys.tcss"

    _list = query_one("#surveys", SurveyList)
    _problems = query_one("#problems", Static)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._session = ""
        self._surveys: tuple[Survey, ...] = ()
        self._ticked: list[str] = []

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
                _("Space ticks several: then each person chooses which one to answer."),
                _("v shows one as visitors see it, anew each time its file is saved."),
                _("Answers belong to the session that is open, if there is one."),
                _("A PIN for leaving is chosen with: naho kiosk pin"),
            ),
        )

    def on_mount(self) -> None:
        """Be ready for the arrows."""
        self._list.focus()

    def refresh_data(self) -> None:
        """Fetch the questionnaires."""
        self.work(partial(_surveys, self.naho), self._show, group="surveys")

    def _show(self, found: _Found) -> None:
        self._surveys, self._session = found.surveys, found.session
        known = {survey.id for survey in found.surveys}
        self._ticked = [id_ for id_ in self._ticked if id_ in known]
        self._list_again()
        self._problems.update(Content("\n".join(f"! {one_line(text)}" for text in found.wrong)))
        self._problems.display = bool(found.wrong)

    def _list_again(self) -> None:
        before = self._list.highlighted or 0
        self._list.set_options(
            Option(_described(survey, ticked=survey.id in self._ticked), id=survey.id)
            for survey in self._surveys
        )
        if self._surveys:
            self._list.highlighted = min(before, len(self._surveys) - 1)

    @on(SurveyList.Ticked)
    def _tick(self, message: SurveyList.Ticked) -> None:
        message.stop()
        if message.survey in self._ticked:
            self._ticked.remove(message.survey)
        else:
            self._ticked.append(message.survey)
        self._list_again()

    @on(SurveyList.PreviewAsked)
    def _preview(self, message: SurveyList.PreviewAsked) -> None:
        message.stop()
        self.post_message(GoTo("preview", {"survey_id": message.survey}))

    @on(OptionList.OptionSelected)
    def _start(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        wanted = self._ticked or [message.option_id or ""]
        args = {"survey_id": ",".join(wanted), "session_id": self._session}
        self.post_message(GoTo("kiosk", args))


def _described(survey: Survey, *, ticked: bool) -> Content:
    n = len(survey.questions)
    count = ngettext("{n} question", "{n} questions", n).format(n=n)
    return Content.assemble(
        ("✓ " if ticked else "", "$accent bold"),
        (one_line(str(survey.title)), "bold"),
        "\n",
        (f"{survey.id} · {count}", "$quiet"),
    )
