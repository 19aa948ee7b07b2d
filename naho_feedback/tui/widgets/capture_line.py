"""The capture line: always ready, Enter keeps the note, Tab changes the column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from naho_feedback.domain.notes import Column, Note
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services import wording
from naho_feedback.tui.widgets.capture_fields import (
    CaptureInput,
    DotsBox,
    in_lines,
    in_one_line,
)
from naho_feedback.tui.words import line

Tone = Literal["quiet", "done", "problem"]


@dataclass(frozen=True)
class Draft:
    """Words on their way to the wall.

    Attributes:
        column: id of the column.
        text: as typed.
        dots: votes.
        note: the note that they change, or None for a new one.
    """

    column: str
    text: str
    dots: int = 0
    note: Note | None = None

    @property
    def says_more(self) -> bool:
        """Whether there are words that no note holds yet, or a note's dots changed."""
        if self.note is None:
            return bool(self.text)
        return (self.text, self.dots) != (self.note.text, self.note.dots)


class CaptureLine(Vertical):
    """A column, words, dots, and a line that says what happened.

    Args:
        columns: the wall's columns.
        why_refused: returns why a text cannot be kept, or ``""``; called while typing stands
            still, so it must be quick and must not write.
        why_again: returns why texts are kept only at a second Enter, or ``""``; quick too. It
            must not repeat what was typed: the line may be on a projector.
        id: the widget's id.
    """

    # The words take these keys themselves, in order; here they stand to be shown and clicked.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "column(1)", N_("Column")),
        Binding("shift+tab", "column(-1)", N_("Column before"), show=False),
        Binding("escape", "leave", N_("To the wall")),
        Binding("up", "leave", N_("To the wall"), show=False),
    ]
    DEFAULT_CSS = """
    CaptureLine {
        height: auto;
        background: $surface;
        padding: 0 1;
        Horizontal { height: 1; }
        #capture-column { width: auto; padding: 0 1 0 0; text-style: bold; }
        #capture-column.-barrier { color: $barrier-line; }
        #capture-column.-enabler { color: $enabler-line; }
        #capture-column.-idea { color: $idea-line; }
        #capture-column.-question { color: $question-line; }
        #capture-column.-neutral { color: $neutral-line; }
        #capture-text { width: 1fr; background: $surface; }
        #capture-dots-label { width: auto; padding: 0 1; color: $quiet; }
        #capture-said { height: auto; min-height: 1; max-height: 2; color: $quiet; }
        #capture-said.-done { color: $success; }
        #capture-said.-problem { color: $error; }
        &.-closed Horizontal { display: none; }
    }
    """

    words: getters.query_one[CaptureInput] = getters.query_one("#capture-text", CaptureInput)
    dots: getters.query_one[DotsBox] = getters.query_one("#capture-dots", DotsBox)
    label: getters.query_one[Static] = getters.query_one("#capture-column", Static)
    said: getters.query_one[Static] = getters.query_one("#capture-said", Static)

    @dataclass
    class _OfLine(Message):
        """Base: a message that a capture line sends."""

        line: CaptureLine

        @property
        def control(self) -> CaptureLine:
            """The line that sent it."""
            return self.line

    @dataclass
    class Kept(_OfLine):
        """Somebody pressed Enter: these are to be kept, in this order."""

        drafts: tuple[Draft, ...]

    @dataclass
    class ColumnChanged(_OfLine):
        """Another column is written to, by its number."""

        number: int

    @dataclass
    class Typed(_OfLine):
        """What is being typed changed: the words in the line, and those that a change set aside."""

        drafts: tuple[Draft, ...]

    @dataclass
    class Left(_OfLine):
        """Somebody wants to go up to the wall, or gave a change up."""

    def __init__(
        self,
        columns: Sequence[Column],
        why_refused: Callable[[str], str],
        why_again: Callable[[Sequence[str]], str] = lambda _texts: "",
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._why_refused = why_refused
        self._why_again = why_again
        self._warned: tuple[str, ...] = ()
        self._number = 0
        self._asked = 0
        self._note: Note | None = None
        self._pasted: tuple[str, ...] = ()
        self._waiting: list[tuple[Draft, str]] = []
        self._set_aside: Draft | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line and what it says."""
        dots = DotsBox(id="capture-dots")
        keys: dict[str, Callable[[], None]] = {
            "enter": self.action_keep,
            "tab": partial(self.action_column, 1),
            "shift+tab": partial(self.action_column, -1),
            "escape": self.action_leave,
            "up": self.action_leave,
            "f9": self.switch_field,
        }
        with Horizontal():
            yield Static(id="capture-column")
            yield CaptureInput(keys, dots, id="capture-text")
            yield Static(id="capture-dots-label")
            yield dots
        yield Static(id="capture-said")

    def on_mount(self) -> None:
        """Show the first column."""
        self.speak()
        self.watch(self.dots, "value", self._tell_typed, init=False)

    def speak(self) -> None:
        """Say everything again in the language that is current now; typed words stay."""
        self.query_one("#capture-dots-label", Static).update(Content(_("dots")))
        self._show_column()
        self.say("")

    # ---- data in -------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """What stands in the line now."""
        text, note = self.words.value, self._note
        if note is not None and text == in_one_line(note.text):
            text = note.text  # untouched: as it was typed, whatever its line ends
        elif note is not None and in_one_line(note.text) != note.text:
            text = in_lines(text)
        return Draft(self._columns[self._number].id, text, self.dots.dots, self._note)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Write to another wall from now on; typed words stay, and so does the column asked for."""
        self._columns = tuple(columns)
        self._number = self._asked = self._asked % len(self._columns)
        self._show_column()

    @property
    def column_asked(self) -> int:
        """Which column is asked for, counted on even where there are fewer."""
        return self._asked

    def close(self, sentence: str) -> None:
        """Take no more notes, and say why; words that are still in the line stay in sight."""
        self.set_class(not self.draft.text, "-closed")
        self.say(sentence)

    def go_to_column(self, number: int) -> None:
        """Write to that column; a note that is being changed stays where it hangs."""
        if self._note is None:
            self._number = self._asked = number % len(self._columns)
            self._show_column()
            self.post_message(self.ColumnChanged(self, self._number))
            self._tell_typed()

    def change(self, note: Note, *, column: int) -> None:
        """Change a note in the line; a half-typed one comes back afterwards."""
        if self._note is None and self.draft.text:
            self._set_aside = self.draft
        self._fill(Draft(self._columns[column].id, note.text, note.dots, note))
        self.say(
            _("Changing {receipt}: Enter keeps, Esc leaves it as it was.").format(
                receipt=note.receipt
            )
        )

    def give_back(self, draft: Draft, sentence: str) -> None:
        """Put refused words back into the line, at once or when it is free, and say why."""
        if self.draft.text or self._note:
            self._waiting.append((draft, sentence))
            self.say(_("{why} The text comes back after this one.").format(why=sentence), "problem")
        else:
            self._fill(draft)
            self.say(sentence, "problem")

    def say(self, text: str, tone: Tone = "quiet") -> None:
        """Say something below the line; ``""`` says what not to write."""
        said = text or _("No patient's name, no number, no colleague's name.")
        for name in ("done", "problem"):
            self.said.set_class(tone == name, f"-{name}")
        self.said.update(line(said))

    def hush(self) -> None:
        """Say no longer that something was done; what is wrong stays said."""
        if self.said.has_class("-done"):
            self.say("")

    # ---- keys ----------------------------------------------------------------------------

    def begin(self, *, dots: bool = False) -> None:
        """Take the keys; digits go to the dots if asked so."""
        self.dots.active = dots
        self.screen.set_focus(self.words)

    @on(DotsBox.Clicked)
    def _dots_clicked(self, event: DotsBox.Clicked) -> None:
        event.stop()
        self.begin(dots=True)

    def action_keep(self) -> None:
        """Send what stands in the line to be kept, and be ready for the next."""
        self.dots.active = False
        now = self.draft
        drafts = tuple(Draft(now.column, text) for text in self._pasted) or (now,)
        for draft in drafts:
            if why := self._why_refused(draft.text):
                self.say(why, "problem")
                return
        if self._asks_again(drafts):
            return
        if self._pasted:
            self._pasted = ()
            self.say("")
        else:
            self._next()
        self.post_message(self.Kept(self, drafts))

    def _asks_again(self, drafts: Sequence[Draft]) -> bool:
        """Whether these words want a second Enter, which is asked for here; once for each text."""
        new = [d.text for d in drafts if d.note is None or d.text != d.note.text]
        if tuple(new) == self._warned:
            self._warned = ()
            return False
        if why := self._why_again(new):
            self._warned = tuple(new)
            self.say(why, "problem")
            return True
        return False

    def _next(self) -> None:
        """Empty the line, or fill it with what waits."""
        draft, sentence = Draft(self._columns[self._number].id, ""), ""
        if self._set_aside is not None:
            draft, self._set_aside = self._set_aside, None
        elif self._waiting:
            draft, sentence = self._waiting.pop(0)
        self._fill(draft)
        self.say(sentence, "problem" if sentence else "quiet")

    def action_column(self, step: int) -> None:
        """Write to the column beside."""
        asked = self._asked + step
        self.go_to_column(asked)
        if self._note is None:
            self._asked = asked  # a wall that is still being read may have more columns

    def action_leave(self) -> None:
        """Give up pasted lines or a change; else go up to the wall."""
        self.dots.active = False
        if self._pasted:
            self._pasted = ()
            self.say("")
            return
        if self._note is not None:
            self._next()
        self.post_message(self.Left(self))

    @on(CaptureInput.Changed)
    def _words_changed(self, event: CaptureInput.Changed) -> None:
        event.stop()
        if self._warned and not self._pasted and self._warned != (self.draft.text,):
            self._warned = ()
            self.say("")
        self._tell_typed()

    def _tell_typed(self) -> None:
        being_typed = (self.draft, self._set_aside)
        self.post_message(self.Typed(self, tuple(d for d in being_typed if d and d.says_more)))

    def switch_field(self) -> None:
        """Let digits go to the dots, or to the words again."""
        self.dots.active = not self.dots.active

    @on(CaptureInput.SeveralPasted)
    def _several(self, event: CaptureInput.SeveralPasted) -> None:
        event.stop()
        if self._note is not None:  # it is one note, whatever is pasted into it
            self.words.insert_text_at_cursor(" ".join(event.texts))
            return
        self._pasted = event.texts
        count = len(event.texts)
        self.say(
            ngettext(
                "{n} line pasted: Enter keeps {n} note, Esc drops it.",
                "{n} lines pasted: Enter keeps {n} notes, Esc drops them.",
                count,
            ).format(n=wording.number(count))
        )

    # ---- showing -------------------------------------------------------------------------

    def _fill(self, draft: Draft) -> None:
        self._note = draft.note
        ids = [column.id for column in self._columns]
        if draft.column in ids and draft.column != ids[self._number]:
            self._number = self._asked = ids.index(draft.column)
        self.words.value = in_one_line(draft.text)
        self.words.cursor_position = len(self.words.value)
        self.dots.value = str(draft.dots or "")
        self.dots.active = False
        self._show_column()
        self._tell_typed()

    def _show_column(self) -> None:
        column = self._columns[self._number]
        verb = _("change") + " " if self._note else ""
        self.label.update(line(f"{column.polarity.sign} {verb}{column.one} ▸"))
        self.label.set_classes(f"-{column.polarity}")
