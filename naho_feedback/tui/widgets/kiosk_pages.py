"""The pages of a questionnaire: start, one question, thanks. Data in, messages out."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import SHORT_LIMIT, WORDS, Question, QuestionKind, Survey
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.tui.widgets.choice_cards import ChoiceCards
from naho_feedback.tui.widgets.choice_ticks import TickCards
from naho_feedback.tui.widgets.kiosk_fields import KioskDate, KioskNumber, KioskShort, KioskText
from naho_feedback.tui.widgets.kiosk_slider import KioskSlider
from naho_feedback.tui.words import line


class KioskLabel(Static):
    """Words that can be clicked, as a key can be pressed.

    Args:
        key: the key that they stand for.
        id: the widget's id.
    """

    ALLOW_SELECT = False

    @dataclass
    class Pressed(Message):
        """Somebody clicked the words; ``key`` is the key that they stand for."""

        label: KioskLabel
        key: str

        @property
        def control(self) -> KioskLabel:
            """The words."""
            return self.label

    def __init__(self, key: str, *, id: str) -> None:
        super().__init__(id=id)
        self._key = key

    def on_click(self, event: events.Click) -> None:
        """Say that they were clicked."""
        event.stop()
        self.post_message(self.Pressed(self, self._key))


class StartPage(Vertical):
    """The first page: what this is, and how to begin.

    Args:
        survey: the questionnaire.
    """

    def __init__(self, survey: Survey) -> None:
        super().__init__(classes="kiosk-page")
        self._survey = survey

    def compose(self) -> ComposeResult:
        """Lay out title, length and the way in."""
        count = len(self._survey.questions)
        yield Static(line(str(self._survey.title)), classes="kiosk-title")
        if self._survey.description is not None:
            yield Static(line(str(self._survey.description)), classes="kiosk-quiet")
        yield Static(
            Content(ngettext("{n} question", "{n} questions", count).format(n=count)),
            classes="kiosk-quiet",
        )
        begin = KioskLabel("enter", id="kiosk-begin")
        begin.update(Content(_("Begin") + "  ↵"))
        yield Center(begin)


class ThanksPage(Vertical):
    """The last page.

    Args:
        receipt: the answer's number; ``""`` where nothing was answered and nothing kept.
    """

    def __init__(self, receipt: str) -> None:
        super().__init__(classes="kiosk-page")
        self._receipt = receipt

    def compose(self) -> ComposeResult:
        """Lay out thanks and number."""
        if self._receipt:
            said = _("Thank you! Your answers are kept.")
            more = _("Number {receipt}").format(receipt=self._receipt)
        else:
            said = _("Thank you for your visit.")
            more = _("You answered no question, so nothing was kept.")
        yield Static(Content(said), classes="kiosk-title")
        yield Static(Content(more), classes="kiosk-quiet")
        again = KioskLabel("enter", id="kiosk-again")
        again.update(Content(_("Next person") + "  ↵"))
        yield Center(again)


class QuestionPage(Vertical):
    """One question.

    Args:
        question: the question.
        number: which one, from 1.
        total: how many there are.
        before: what stood here when the page was left, refused words included; or None.
        heading: the group that the question belongs to, or ``""``.
    """

    @dataclass
    class Answered(Message):
        """Somebody wants to go on with this answer; None skips the question.

        It is not ``sure`` where the answer was only pointed at, by its digit or a click.
        """

        page: QuestionPage
        question: str
        value: Answer | None
        sure: bool = True

        @property
        def control(self) -> QuestionPage:
            """The page."""
            return self.page

    @dataclass
    class Touched(Message):
        """What is chosen or typed changed; it is not given yet."""

        page: QuestionPage

        @property
        def control(self) -> QuestionPage:
            """The page."""
            return self.page

    def __init__(
        self,
        question: Question,
        number: int,
        total: int,
        before: Answer | None,
        *,
        heading: str = "",
    ) -> None:
        super().__init__(classes="kiosk-page")
        self.question = question
        self._progress = f"{number} / {total}"
        self._above = [heading, str(question.stem) if question.stem else ""]
        self._field = _field(question, before)

    def compose(self) -> ComposeResult:
        """Lay out progress, question and answers."""
        yield Static(Content(self._progress), classes="kiosk-progress")
        for words in self._above:
            if words:
                yield Static(line(words), classes="kiosk-quiet")
        yield Static(line(str(self.question.text)), classes="kiosk-question")
        yield self._field
        if self.question.help is not None:
            yield Static(line(str(self.question.help)), classes="kiosk-quiet")
        if hint := _hint(self.question):
            yield Static(Content(hint), classes="kiosk-quiet kiosk-hint")

    def begin(self) -> None:
        """Be ready for keys."""
        self._field.focus()

    @property
    def value(self) -> Answer | None:
        """What is chosen or typed now."""
        match self._field:
            case ChoiceCards() as cards:
                return cards.value
            case KioskText() as field:
                return field.text
            case KioskNumber() | KioskDate() | KioskShort() as typed:
                return typed.value
            case KioskSlider() as slider:
                return slider.value
        return None

    @on(ChoiceCards.Chosen)
    def _chosen(self, message: ChoiceCards.Chosen) -> None:
        message.stop()
        self.post_message(self.Answered(self, message.question, message.value, message.sure))

    @on(KioskText.Forward)
    @on(KioskSlider.Forward)
    @on(Input.Submitted)
    def _typed(self, message: Message) -> None:
        message.stop()
        self.post_message(self.Answered(self, self.question.id, self.value))

    @on(ChoiceCards.Moved)
    @on(KioskSlider.Moved)
    @on(TextArea.Changed)
    @on(Input.Changed)
    def _touched(self, message: Message) -> None:
        message.stop()
        self.post_message(self.Touched(self))


def _field(question: Question, before: Answer | None) -> Widget:
    typed = "" if before is None else str(before)
    match question.kind:
        case QuestionKind.TEXT:
            return KioskText(typed)
        case QuestionKind.SHORT:
            return KioskShort(typed, most=question.max or SHORT_LIMIT)
        case QuestionKind.NUMBER:
            return KioskNumber(typed, minus=question.min is None or question.min < 0)
        case QuestionKind.DATE:
            return KioskDate(typed)
        case QuestionKind.SLIDER:
            return KioskSlider(question, before)
        case QuestionKind.MULTIPLE:
            return TickCards(question, before)
        case _:
            return ChoiceCards(question, before)


def _hint(question: Question) -> str:
    if question.kind in WORDS:
        return _("Write no patient's name, no number and no colleague's name.")
    if question.kind == QuestionKind.NUMBER:
        if question.min is not None and question.max is not None:
            return _("From {least} to {most}.").format(least=question.min, most=question.max)
        return _("A whole number.")
    if question.kind == QuestionKind.DATE:
        return _("Day, month and year in eight digits: 27022017.")
    if question.kind == QuestionKind.SLIDER:
        return _("Arrows move along the line; Enter goes on.")
    if question.kind == QuestionKind.MULTIPLE:
        return _("Several answers may be ticked; Enter goes on.")
    return ""


def forward_words(question: Question, *, answered: bool) -> str:
    """Return what Enter does on a question's page; ``""`` where it must be answered first."""
    if answered:
        return _("Continue") + " ↵"
    return "" if question.required else _("Skip") + " ↵"


def title_of(survey: Survey) -> str:
    """Return a questionnaire's title as one harmless line."""
    return one_line(str(survey.title))
