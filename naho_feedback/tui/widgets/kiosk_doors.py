"""The pages beside the questions: which questionnaire, and the PIN of whoever leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from naho_feedback.domain.surveys import Choice, Question, QuestionKind, Survey
from naho_feedback.i18n import Localized
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.choice_cards import ChoiceCards
from naho_feedback.tui.widgets.kiosk_fields import KioskNumber

_NO_QUESTION: Final = Localized("", "")


class ChooserPage(Vertical):
    """The first page where there are several questionnaires.

    Args:
        surveys: the questionnaires; one is chosen as an answer is.
    """

    def __init__(self, surveys: Sequence[Survey]) -> None:
        super().__init__(classes="kiosk-page")
        choices = tuple(Choice(survey.id, survey.title) for survey in surveys)
        self._cards = ChoiceCards(
            Question(id="", kind=QuestionKind.SINGLE, text=_NO_QUESTION, choices=choices)
        )

    def compose(self) -> ComposeResult:
        """Lay out what is asked above the questionnaires."""
        yield Static(
            Content(_("Which questionnaire would you like to answer?")), classes="kiosk-title"
        )
        yield self._cards

    def begin(self) -> None:
        """Be ready for keys."""
        self._cards.focus()


class PinPage(Vertical):
    """Asks for the team's PIN; Escape goes back to whoever was answering."""

    @dataclass
    class Given(Message):
        """Somebody typed digits and Enter."""

        page: PinPage
        pin: str

        @property
        def control(self) -> PinPage:
            """The page."""
            return self.page

    def __init__(self) -> None:
        super().__init__(classes="kiosk-page")
        self._field = KioskNumber("", minus=False)
        self._field.password = True

    def compose(self) -> ComposeResult:
        """Lay out what is asked above the field."""
        yield Static(
            Content(_("For the team: the PIN to leave, then Enter.")), classes="kiosk-title"
        )
        yield Center(self._field)
        yield Static(
            Content(_("Escape goes back to the questionnaire.")), classes="kiosk-quiet kiosk-hint"
        )

    def begin(self) -> None:
        """Be ready for keys."""
        self._field.focus()

    def clear(self) -> None:
        """Make room for another try."""
        self._field.value = ""

    @property
    def typed(self) -> str:
        """The digits so far."""
        return self._field.value

    def give(self) -> None:
        """Try the digits."""
        self.post_message(self.Given(self, self.typed))

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.give()
